"""What stands between notes and belongs to none: rules, links back to the top, closing tags, contents lists.

``---``
``**[⬆ Back to Top](#contents)**``
``</details>``
``<br/>``
``- [What is an aquifer?](#what-is-an-aquifer)``
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Mark, Sense

if TYPE_CHECKING:
    from notes2anki.parse.lead import Lead


def mark(line: Line, lead: Lead) -> Mark | None:
    """Claim a line that only separates or leads elsewhere."""
    if line.block is Block.RULE:
        return Mark(Sense.SEPARATOR, "", "it is a rule")
    return Mark(Sense.FURNITURE, "", lead.aside) if lead.aside else None
