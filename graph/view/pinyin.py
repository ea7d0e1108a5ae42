"""How the characters of names are read, so that the page can be searched by pinyin and by initials."""

from __future__ import annotations

from collections.abc import Iterable


def readings(texts: Iterable[str]) -> dict[str, str]:
    """Return every reading of every Chinese character in ``texts``, without tones, separated by blanks.

    All readings are given, not only the likeliest: 长寿 is then found as ``changshou`` though a
    dictionary of phrases may read it ``zhangshou``. ``ü`` is written ``v``, as it is typed.
    """
    from pypinyin import Style, pinyin

    found = {}
    for character in sorted(set().union(*texts)):
        (options,) = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False, errors="ignore") or [[]]
        plain = [option for option in options if option.isascii() and option.isalpha()]
        if plain:
            found[character] = " ".join(dict.fromkeys(plain))
    return found
