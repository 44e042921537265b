"""`python -m notes2anki` is the command `notes2anki`."""

from notes2anki.cli import main

if __name__ == "__main__":  # not in the processes of --jobs, which read this file too
    main()
