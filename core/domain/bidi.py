"""Names of scripts that are written from the right, inside lines that are not (U-63, U-67)."""

import unicodedata

_BEGIN, _END = "\u2068", "\u2069"
_FROM_THE_RIGHT = frozenset(("R", "AL"))


def has_letters_from_the_right(text: str) -> bool:
    """Whether a text has letters of a script that is written from right to left."""
    return any(unicodedata.bidirectional(letter) in _FROM_THE_RIGHT for letter in text)


def isolated_part(text: str) -> str:
    """A part of a line that is read by itself, whatever stands beside it."""
    return f"{_BEGIN}{text}{_END}"


def isolated(text: str) -> str:
    """A name for a sentence: kept together where it has letters that are written from the right,
    so that what follows it stays behind it. Another text stays as it is."""
    if text.isascii() or text.startswith(_BEGIN) or not has_letters_from_the_right(text):
        return text
    return isolated_part(text)
