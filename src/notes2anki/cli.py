"""The command line: arguments in, exit status out."""

from __future__ import annotations

import click


@click.group()
def main() -> None:
    """Read study notes as they are; make an Anki deck, a knowledge graph and a concept map of them."""
