"""Make the lists of verb forms of Romance languages, `link/data/verbs/`, of the word frequencies of wordfreq.

    python benchmarks/verb_lists.py

A word is taken for a verb if its infinitive, its gerund and its other number are words too, and it has hardly any plural:
``attacca`` (attaccare, attaccando, attaccano; no ``attacche``), but not ``forma`` (forme) or ``porta`` (porte).
"""

from __future__ import annotations

from wordfreq import iter_wordlist, zipf_frequency

from notes2anki.link.lists import DATA

LEAST = 2.75
"""Zipf frequency from which a form is listed."""
KNOWN = 2.0
"""Zipf frequency that the infinitive has at least, and the gerund and the other number together with it."""
LESS = 1.0
"""How much rarer, in powers of ten, the plural of a noun or adjective of the same form must be."""
SHORTEST = 3
"""Letters of a stem at least."""
Ending = tuple[str, str, str, str, tuple[str, ...]]
"""Ending of the form, of the infinitive, of the gerund, of the other number, and of plurals that would make it a noun."""
ENDINGS: dict[str, tuple[Ending, ...]] = {
    "it": (
        ("a", "are", "ando", "ano", ("e", "he", "i")),
        ("e", "ere", "endo", "ono", ("i", "a")),
        ("e", "ire", "endo", "ono", ("i", "a")),
        ("isce", "ire", "endo", "iscono", ()),
        ("ano", "are", "ando", "a", ("ani", "ana")),
        ("ono", "ere", "endo", "e", ("oni", "ona")),
        ("ono", "ire", "endo", "e", ("oni", "ona")),
        ("iscono", "ire", "endo", "isce", ()),
        ("are", "are", "ando", "ano", ("ari",)),
        ("ere", "ere", "endo", "ono", ("eri",)),
        ("ire", "ire", "endo", "ono", ("iri",)),
        ("arsi", "are", "ando", "ano", ()),
        ("ersi", "ere", "endo", "ono", ("erse", "erso")),
        ("irsi", "ire", "endo", "ono", ()),
        ("ando", "are", "ando", "ano", ("andi", "anda")),
        ("endo", "ere", "endo", "ono", ("endi", "enda")),
        ("endo", "ire", "endo", "ono", ("endi", "enda")),
    ),
    "fr": (
        ("e", "er", "ant", "ent", ("es",)),
        ("it", "ire", "isant", "isent", ("its", "ites")),
        ("it", "ir", "issant", "issent", ("its", "ites")),
        ("d", "dre", "dant", "dent", ("ds", "des")),
        ("ent", "er", "ant", "e", ("ents", "ente")),
        ("issent", "ir", "issant", "it", ("issents",)),
        ("isent", "ire", "isant", "it", ("isents",)),
        ("dent", "dre", "dant", "d", ("dents", "dente")),
        ("er", "er", "ant", "ent", ("ers",)),
        ("ir", "ir", "issant", "issent", ("irs",)),
        ("dre", "dre", "dant", "dent", ("dres",)),
    ),
    "es": (
        ("a", "ar", "ando", "an", ("as", "os")),
        ("e", "er", "iendo", "en", ("es", "a")),
        ("e", "ir", "iendo", "en", ("es", "a")),
        ("an", "ar", "ando", "a", ("anes", "ana")),
        ("en", "er", "iendo", "e", ("enes", "ena")),
        ("en", "ir", "iendo", "e", ("enes", "ena")),
        ("ar", "ar", "ando", "an", ("ares",)),
        ("er", "er", "iendo", "en", ("eres",)),
        ("ir", "ir", "iendo", "en", ("ires",)),
        ("ando", "ar", "ando", "an", ("andos", "anda")),
        ("iendo", "er", "iendo", "en", ("iendos", "ienda")),
        ("iendo", "ir", "iendo", "en", ("iendos", "ienda")),
    ),
    "pt": (
        ("a", "ar", "ando", "am", ("as", "os")),
        ("e", "er", "endo", "em", ("es", "a")),
        ("e", "ir", "indo", "em", ("es", "a")),
        ("am", "ar", "ando", "a", ("ams",)),
        ("em", "er", "endo", "e", ("ens",)),
        ("em", "ir", "indo", "e", ("ens",)),
        ("ar", "ar", "ando", "am", ("ares",)),
        ("er", "er", "endo", "em", ("eres",)),
        ("ir", "ir", "indo", "em", ("ires",)),
        ("ando", "ar", "ando", "am", ("andos", "anda")),
        ("endo", "er", "endo", "em", ("endos", "enda")),
        ("indo", "ir", "indo", "em", ("indos", "inda")),
    ),
}


def is_verb(word: str, code: str) -> bool:
    """Whether the other forms of a word are those of a verb and of no noun."""
    zipf = zipf_frequency(word, code)
    for ending, infinitive, gerund, other, plurals in ENDINGS[code]:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < SHORTEST:
            continue
        verb = [zipf_frequency(stem + form, code) for form in (infinitive, gerund, other)]
        noun = max((zipf_frequency(stem + plural, code) for plural in plurals), default=0.0)
        if min(verb[0], max(verb[1:])) >= KNOWN and noun < min(zipf, max(verb)) - LESS:
            return True
    return False


def main() -> None:
    for code in ENDINGS:
        words = [
            word for word in iter_wordlist(code, "large") if zipf_frequency(word, code) >= LEAST and word.isalpha()
        ]
        found = sorted(word for word in words if is_verb(word, code))
        (DATA / "verbs" / f"{code}.txt").write_text("\n".join(found) + "\n", "utf-8")
        print(f"{code} {len(found)} of {len(words)}")


if __name__ == "__main__":
    main()
