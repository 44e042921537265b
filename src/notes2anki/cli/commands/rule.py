"""`notes2anki rule`."""

from __future__ import annotations

import click

from notes2anki.cli import options
from notes2anki.console import Console


@options.command("rule", example="notes2anki rule unanswered")
@click.argument("name", required=False)
def command(*, name: str | None) -> int:
    """Explain a finding by its code, with an example; without one, list all."""
    from notes2anki.check import meanings

    known = meanings()
    if name is None:
        width = max(map(len, known))
        for code, text in known.items():
            first, *_ = text.splitlines()
            Console().result(f"{code:{width}}  {first}")
        return 0
    if name not in known:
        raise click.UsageError(f"there is no code {name!r}; notes2anki rule lists them.")
    for line in known[name].splitlines():
        Console().result(line)
    return 0
