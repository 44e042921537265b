"""`python -m notes2anki` is the command `notes2anki`."""

from notes2anki.cli import main

main()
