"""Push: bring a running Anki to hold the notes as they are.

`connect` speaks with AnkiConnect, `wish` says what Anki is to hold, `held` reads what it has, `plan` compares the two, and
`apply` does what the plan says.
"""

from notes2anki.push.apply import carry_out, rearrange
from notes2anki.push.connect import PORT, AnkiConnect
from notes2anki.push.plan import Plan, make_plan
from notes2anki.push.wish import Wish, wish_for

__all__ = ["PORT", "AnkiConnect", "Plan", "Wish", "carry_out", "make_plan", "rearrange", "wish_for"]
