"""Text without case and accents, so that search finds a name however it is typed.

Made here and stored in a column: no database folds alike.
"""

import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)


def fold(text: str) -> str:
    """Lower case, no accents, single spaces: "  Zoë  ŁUKASZ " gives "zoe lukasz".

    Taking a letter apart can bare another that folds too, so it goes on until nothing changes.
    """
    before, folded = "", text
    while folded != before:
        before, folded = folded, _step(folded)
    return folded


def _step(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    return " ".join(bare.translate(_LETTERS).split())


def fold_phone(text: str) -> str:
    """The digits of a phone number, with a leading plus if it has one."""
    digits = "".join(c for c in text if c.isdecimal() and c.isascii())
    return f"+{digits}" if digits and text.strip().startswith("+") else digits
