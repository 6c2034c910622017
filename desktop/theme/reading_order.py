"""In which order the parts of a line are read where letters from the left and from the right meet
(U-63, U-67)."""

import re
from functools import lru_cache

from core.domain.bidi import has_letters_from_the_right, isolated_part

_BETWEEN = re.compile(r"( · |, |: |\. |\s+(?=\d\d:\d\d)|(?<=\d\d:\d\d)\s+)")
"""What stands between the parts of a line: separators, and the room on both sides of a time."""


def in_order(text: str) -> str:
    """A line whose parts stay where they are written, each read as its own letters are.

    Without that a figure beside a name that is written from the right would be drawn on its other
    side, and two such names in the order of their script. A line without such letters, or of one
    part alone, stays as it is; the marks have no width.
    """
    return text if text.isascii() else _kept_apart(text)


@lru_cache(maxsize=4096)
def _kept_apart(text: str) -> str:
    if not has_letters_from_the_right(text):
        return text
    parts = _BETWEEN.split(text)
    if len(parts) == 1:
        return text
    parts[::2] = [isolated_part(part) if part else "" for part in parts[::2]]
    return "".join(parts)
