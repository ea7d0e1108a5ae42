"""Chinese numerals of the sizes that reports count in."""

from __future__ import annotations

_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九", 1)} | {"两": 2, "零": 0, "〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def chinese_number(text: str) -> float | None:
    """Return the value of a numeral up to 九千九百九十九, or None if it is not one.

    Examples
    --------
    >>> chinese_number("十二"), chinese_number("两百"), chinese_number("百十")
    (12.0, 200.0, None)
    """
    total, digit, last = 0, None, 10_000
    for char in text:
        if char in _DIGITS:
            if digit is not None:
                return None
            digit = _DIGITS[char]
        elif char in _UNITS:
            unit = _UNITS[char]
            if unit >= last or (digit is None and (unit != 10 or total)):
                return None
            total, digit, last = total + (digit or 1) * unit, None, unit
        else:
            return None
    return float(total + (digit or 0)) if text else None
