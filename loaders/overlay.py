"""One form of writing: characters overlaid by others, none added and none taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.lexicon import HAN
from loaders.marks import Mark
from loaders.noise import GONE, Noise
from loaders.proposals import Span


def _table() -> dict[str, str]:
    wide = "％＋－．／" + "".join(map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))
    blanks = "\t\r\xa0\u3000\u2002\u2003\u2009\u200a\u202f\u200b\u200c\u200d\u2060\ufeff"
    return (
        {c: chr(ord(c) - 0xFEE0) for c in wide}
        | dict.fromkeys(blanks, " ")
        | dict.fromkeys("\v\f\x85\u2028\u2029", "\n")
    )


_TABLE = _table()
_ODD = re.compile(f"[{''.join(_TABLE)}]")
_WIDE = dict(zip(",:;()!?", "，：；（）！？", strict=True))
_NARROW = {sign: re.compile(re.escape(sign)) for sign in _WIDE}  # sooner found one by one than as a set
_STOP = re.compile(rf"\.(?:(?<={HAN}.)|(?<=[”）].))(?=\s|{HAN}|[“（]|$)")
_TOKEN = re.compile(r"<U\+[0-9A-Fa-f]{4,6}>|&(?:nbsp|ensp|emsp|#160);|\\r\\n|\\[rnt]")
_LOST = re.compile(r"\?\?+")


def overlay(text: str, noise: Noise, marks: list[Mark], narrow: list[int]) -> str:
    """Return the text with its characters in one form, each in its place.

    ``marks`` gets what was noise or damage inside lines, ``narrow`` the places of ASCII punctuation.
    """
    flat = text.replace("\r", "\n") if "\n" not in text and "\r" in text else text
    flat = _ODD.sub(lambda m: _TABLE[m.group()], flat)
    if "<!--" in flat:
        flat = _blank_comments(flat, marks)
    if "\\" in flat or "&" in flat or "<U+" in flat:
        flat = _TOKEN.sub(lambda m: _token(m, marks), flat)
    if "??" in flat:
        flat = _LOST.sub(lambda m: _blank(m, marks, "lost-character", "原有字符（多为空格）变成了问号"), flat)
    flat = _widen(flat, narrow)
    signs, pattern = noise.footnote
    if any(sign in flat for sign in signs):
        flat = pattern.sub(lambda m: _blank(m, marks, "footnote-mark", "注释号", GONE), flat)
    for signs, pattern in noise.spam:
        if any(sign in flat for sign in signs):
            flat = pattern.sub(lambda m: _blank(m, marks, "tail", "句末夹带的广告", GONE), flat)
    for kind, sign, pattern, note in noise.damage:
        for start, end in _lines_with(sign, flat):
            for found in pattern.finditer(flat, start, end):
                marks.append(Mark(*found.span(1 if pattern.groups else 0), kind, note))
    return flat


def _lines_with(sign: str, flat: str) -> Iterator[Span]:
    """Yield the lines that hold a sign; the whole text if there is none."""
    if not sign:
        yield 0, len(flat)
        return
    at = flat.find(sign)
    while at >= 0:
        end = flat.find("\n", at)
        end = end if end >= 0 else len(flat)
        yield flat.rfind("\n", 0, at) + 1, end
        at = flat.find(sign, end)


def _blank(found: re.Match[str], marks: list[Mark], kind: str, note: str, filler: str = " ") -> str:
    marks.append(Mark(found.start(), found.end(), kind, note))
    return filler * (found.end() - found.start())


def _token(found: re.Match[str], marks: list[Mark]) -> str:
    marks.append(Mark(found.start(), found.end(), "token", "转义符，代表空白或换行"))
    word = found.group()
    return ("\n" if word in ("\\r\\n", "\\n", "\\r") else " ") + " " * (len(word) - 1)


def _blank_comments(flat: str, marks: list[Mark]) -> str:
    parts, at = [], 0
    while (start := flat.find("<!--", at)) >= 0 and (end := flat.find("-->", start)) >= 0:
        end += 3
        marks.append(Mark(start, end, "comment", "网页注释"))
        parts += [flat[at:start], "\n", " " * (end - start - 1)]
        at = end
    return "".join((*parts, flat[at:]))


def _widen(flat: str, places: list[int]) -> str:
    """Put ASCII punctuation among Chinese into its full-width form; ``places`` gets where it stood."""

    def wide(found: re.Match[str]) -> str:
        at, sign = found.start(), found.group()
        before, after = flat[at - 1 : at], flat[at + 1 : at + 4].lstrip(' ("')
        chinese = before > "\x7f" or (sign in "()" and flat[at + 1 : at + 3].lstrip("\n")[:1] > "\x7f")
        if not chinese and sign in ",:;":
            chinese = (before.isalnum() or before in "%)") and after[:1] > "\x7f"
            chinese = chinese or (sign != ":" and before in "%)" and after[:1].isdigit())
        if not chinese:
            return sign
        places.append(at)
        return _WIDE[sign]

    def stop(found: re.Match[str]) -> str:
        places.append(found.start())
        return "。"

    wider = flat
    for sign, pattern in _NARROW.items():
        if sign in flat:
            wider = pattern.sub(wide, wider)
    flat = _STOP.sub(stop, wider)
    if '"' in flat:
        places.extend(found.start() for found in re.finditer('"', flat))
        flat = "\n".join(map(_quotes, flat.split("\n")))
    return flat


def _quotes(line: str) -> str:
    if line.count('"') % 2 or '"' not in line:
        return line
    parts = line.split('"')
    return "".join(part + ("“" if i % 2 == 0 else "”") for i, part in enumerate(parts[:-1])) + parts[-1]
