"""Notes of someone who wants their text to run, and of someone whose text merely looks like it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import map_notes

from notes2anki.model import Rendered

if TYPE_CHECKING:
    from notes2anki.model import Collection

STRINGS = (
    "</script><script>alert(1)</script>",
    "<!--<script>alert(2)",
    '"><img src=x onerror=alert(3)>',
    "<svg onload=alert(4)>",
    "javascript:alert(5)",
    "{{7*7}} {% raw %} ${alert(6)}",
    "@@POLICY@@",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "a\u2028b\u2029c",
    "bell\x07 escape\x1b[31m null\x00",
    "\u202egnp.exe",
    "مرحبا بالعالم",
    "👩‍👩‍👧 emoji 🚀",
    "]]>&amp;&lt;'`",
    "href onclick=alert(7)",
    "very long " * 40,
)
ANSWERS = (
    '<p><a href="https://example.org/" rel="noopener noreferrer">out</a> <a>nowhere</a></p>',
    '<p><img src="n2a-000000000000000000000000.png" alt="not &quot;there&quot;"></p>',
    '<p><span class="math">\\(x &lt; y\\)</span> $&amp;`</p>',
)


def hostile() -> Collection:
    """Put each string everywhere: title, file, section, question, answer, concept, relation, tag."""
    sections = {
        f"{text}{index}": [
            (f"{text}?", text, [text, STRINGS[index - 1]]),
            (f"> Follow {text}", "", [text]),
        ]
        for index, text in enumerate(STRINGS)
    }
    said = [(one, "solves", two) for one, two in pairwise(STRINGS)]
    said += [(one, "prerequisite", two) for one, two in zip(STRINGS[2:], STRINGS[5:], strict=False)]
    said += [
        (one, "</script><img src=x onerror=alert(8)>", two) for one, two in zip(STRINGS, STRINGS[3:], strict=False)
    ]
    rendered = {f"n{index * 2:05d}": Rendered("<p>q</p>", answer) for index, answer in enumerate(ANSWERS)}
    return map_notes.collection(sections, said, title=STRINGS[0], path=f"{STRINGS[2]}.md", rendered=rendered)
