"""Which of the old encodings bytes are in, where nothing says so.

charset-normalizer tells which encodings give readable text at all. Notes are often a few lines with a handful of
accents, of which several encodings make something readable, so the choice between those is made by how usual the
letters are that come out.
"""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

_OPENING = frozenset("“‘„«¿¡•§©€£$")
_CLOSING = frozenset("”»…®™²³½¼¾")
_NEUTRAL = frozenset("’–—°µ×÷±\u00a0\u00ad")
_LAST_LATIN = "\u024f"
_LETTERS = {
    "cp1252": "éäöüáóèßçíàãñêåâøîôõúæëûùïìòœÉÖÄÜÀÓÇÅØÈÊÁÍÑÚÂÃÔÆÎÕÙÌÒËÏÛŒ",
    "cp1254": "ıişğüçöâîûİŞÇÖÜĞ",
    "cp1250": "áéíěýřóąęłśżćčšžůúţşăîâöőüűńźťďňľĺôäđŚŁŻČŠŽÁÉÍÚÓŘŞŢÎĂÖÜŐĆŹŤĎŇĽĐ",
    "cp1251": "оеаинтірслвкпдмуязьбгычйжєїхющцёэшґОПСВНКДТИАРМЕЗУБГЯІЧЛХЭЖЦШЮФЄЇ№",
    "koi8_r": "оеаинтрслвкпдмуязьбгычйжхющцёэшОПСВНКДТИАРМЕЗУБГЯЧЛХЭЖЦШЮФ",
    "cp1253": "ατοινεσςρπκμλυήίάόηέύώγδχωθφβξζψϊΤΑΕΗΟΠΚΣΜΝΔΓΛΡΙΘΦΒΧΥΩΆΈΌΉΊΎΏ",
    "cp1255": "יוהלארתמבשנםדקעחפטכגסצןזךץףְִַָּ",
    "cp1256": "اليمنترةبعدسفحهكقجشإأصطخىذضزثغظئءؤآیپچژگ،؛؟",
    "cp1257": "āīšėūąčēųžįģķļņęõäöüŠŽĀČĒĪŪĢĶĻŅĄĘĖĮŲÕÄÖÜ",
    "iso8859_2": "áéíěýřóąęłśżćčšžůúţşăîâöőüűńźťďňľĺôäđŚŁŻČŠŽÁÉÍÚÓŘŞŢÎĂÖÜŐĆŹŤĎŇĽĐ",
    "cp850": "éäöüáóèßçíàãñêåâøîôõúæëûùïìòÉÖÄÜÀÓÇÅØÈÊÁÍÑÚÂÃÔÆÎÕÙÌÒËÏÛ",
    "mac_roman": "éäöüáóèßçíàãñêåâøîôõúæëûùïìòœÉÖÄÜÀÓÇÅØÈÊÁÍÑÚÂÃÔÆÎÕÙÌÒËÏÛŒ",
}
"""Letters of the languages that an encoding was made for, frequent ones first; commoner encodings come first."""
_STANDARD = {
    "cp932": ("euc_jp", 0xB0, 0xCF),
    "cp949": ("euc_kr", 0xB0, 0xC8),
    "gb18030": ("gb2312", 0xB0, 0xD7),
    "euc_jp": ("euc_jp", 0xB0, 0xCF),
    "big5": ("big5", 0xA4, 0xC6),
}
"""For the East Asian ones: a standard, and the first and last of the rows in it that hold the common characters."""
_SIGNS = range(0xA1, 0xA4)
"""Rows of signs, the same in each of those standards."""
_RARE = {"koi8_r": 0.1, "cp850": 0.15, "mac_roman": 0.15}
"""How much better the text must read before an encoding is believed that is hardly met any more."""
_KANA = range(0x3040, 0x3100)
_NON_ASCII_LINE = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")
_SAMPLE = 1 << 16
"""Bytes by which a file is judged, of lines that are not ASCII."""
_USUAL_ENOUGH = 0.6
_WIDE = ["utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le", "utf_7"]
"""What is found before anything is guessed, and would be found anywhere in a few bytes."""


def guess(data: bytes) -> tuple[str, str]:
    """Give the text of bytes that are not UTF-8, and the name of the encoding; what no encoding fits is Latin-1."""
    sample = b"\n".join(_NON_ASCII_LINE.findall(data[: 64 * _SAMPLE]))[:_SAMPLE]
    usual = {encoding: _usual(sample, encoding) for encoding in (*_LETTERS, *_STANDARD)}
    ranked = sorted(usual, key=lambda encoding: _RARE.get(encoding, 0.0) - usual[encoding])
    if usual[ranked[0]] < _USUAL_ENOUGH and (best := from_bytes(sample, cp_exclusion=_WIDE).best()):
        ranked.insert(0, best.encoding)
    for encoding in ranked:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1"), "latin-1"


def _usual(sample: bytes, encoding: str) -> float:
    """Tell which share of the characters that are not ASCII is usual where it stands, in the encoding's languages."""
    text = f" {sample.decode(encoding, 'replace')} "
    score = count = 0.0
    for before, character, after in zip(text, text[1:], text[2:], strict=False):
        if character > "\x7f":
            count += 1
            score += _usualness(before, character, after, encoding)
            score -= _is_odd(before, character) + _is_odd(after, character)
    return score / count if count else 0.0


def _usualness(before: str, character: str, after: str, encoding: str) -> float:
    if character in _OPENING:
        return not before.isalnum()
    if character in _CLOSING:
        return not after.isalnum()
    if character in _NEUTRAL:
        return True
    if letters := _LETTERS.get(encoding):
        rank = letters.find(character)
        if rank < 0:
            return 0.0
        return 1.0 if character <= _LAST_LATIN else 1.0 - 0.4 * rank / len(letters)
    standard, first, last = _STANDARD[encoding]
    row, *cell = character.encode(standard, "ignore") or b"?"
    if ord(character) in _KANA:
        return standard == "euc_jp"
    return bool(cell) and (row in _SIGNS or first <= row <= last)


def _is_odd(neighbour: str, character: str) -> float:
    """Tell how odd two letters side by side are: scripts are not mixed, and Latin words have few accents in a row."""
    if not (neighbour.isalpha() and character.isalpha()):
        return 0.0
    if (neighbour <= _LAST_LATIN) != (character <= _LAST_LATIN):
        return 1.0
    row = character <= _LAST_LATIN and not neighbour.isascii()
    return 0.25 * row + 0.5 * (neighbour.islower() and character.isupper())
