"""Notes as Anki has them: note types, fields, decks, tags, and the package that holds them.

`notes.anki_notes` says all that a way to Anki must know of the notes; `writer` puts it into a package with genanki.
"""
