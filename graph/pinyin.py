"""How Chinese names sound: whole pinyin or initials, with every common reading of a character."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import product

from loaders.ids import normal_name

_READINGS = 4
"""Readings of a character, the most common first, that are tried."""


def _letters(text: str) -> str:
    return re.sub(r"[\s'’·-]", "", text).lower()


def sounds_like(names: Sequence[str], text: str) -> str:
    """Return ``pinyin`` or ``initials`` if ``text`` is how a part of one of the names sounds, else nothing."""
    wanted = _letters(text)
    if not wanted.isascii() or not re.search("[a-z]", wanted):
        return ""
    spoken = [_syllables(name) for name in names]
    if any(_spells(wanted, sounds[start:]) for sounds in spoken for start in range(len(sounds))):
        return "pinyin"
    initials = [[{sound[0] for sound in options} for options in sounds] for sounds in spoken]
    if len(wanted) > 1 and any(
        all(letter in options for letter, options in zip(wanted, name[start:], strict=False))
        for name in initials
        for start in range(len(name) - len(wanted) + 1)
    ):
        return "initials"
    return ""


def _syllables(name: str) -> list[tuple[str, ...]]:
    """Return the readings of each character of a name; letters and digits read as themselves, marks not at all."""
    return [_readings(character) for character in normal_name(name).lower() if character.isalnum()]


@cache
def _readings(character: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    read = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
    return tuple(dict.fromkeys(sound.replace("ü", "v") for sound in read))[:_READINGS]


def _spells(wanted: str, sounds: Sequence[tuple[str, ...]]) -> bool:
    """Tell whether ``wanted`` is spelled by the first of these sounds, whole syllables only."""
    rests = {wanted}
    for options in sounds:
        rests = {rest[len(sound) :] for rest, sound in product(rests, options) if rest.startswith(sound)}
        if "" in rests:
            return True
        if not rests:
            return False
    return False
