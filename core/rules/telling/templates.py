"""Words with gaps (NTF-4): `{name}` is filled in, `[one|another]` says the first that is filled.

What stands in brackets is left out, with its line, where a name in it has nothing to say;
`{name?}` asks for it and says nothing. A mark that is meant as such is doubled: `{{`, `[[`. What is
filled in is never read again, so that no name or note can fill anything.
"""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

_MARKS = "{}[]|"
_LEFT_OUT = "\x00"
_NEAR = 24
_DEEPEST = 10
_GAP = re.compile(r"\n{3,}")
_LEFT_OUT_LINE = re.compile(r"^[ \t]*\x00[\x00 \t]*(?:\n|\Z)", re.MULTILINE)


class TornError(Exception):
    """Braces or brackets do not match; `mark` is the odd one, `near` what stands there."""

    def __init__(self, mark: str, near: str) -> None:
        super().__init__(f"{mark} near {near!r}")
        self.mark, self.near = mark, near


class Gap(Struct, frozen=True):
    """A name that is filled in, or only asked for."""

    name: str
    silent: bool = False


class Choice(Struct, frozen=True):
    """Ways to say it, of which the first that can be filled is said."""

    ways: "tuple[tuple[str | Gap | Choice, ...], ...]"


Piece = str | Gap | Choice


def parsed(text: str) -> tuple[Piece, ...]:
    """The pieces of a template. Raises TornError."""
    pieces, end = _pieces(text, 0, 0)
    if end < len(text):
        raise TornError(text[end], _near(text, end))
    return pieces


def names_in(pieces: tuple[Piece, ...]) -> Iterator[str]:
    """Every name that is filled in or asked for."""
    for piece in pieces:
        if isinstance(piece, Gap):
            yield piece.name
        elif isinstance(piece, Choice):
            for way in piece.ways:
                yield from names_in(way)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The template with its gaps filled; a name without value says nothing. Raises TornError."""
    said, _ = _said(parsed(text), values)
    whole = _LEFT_OUT_LINE.sub("", said).replace(_LEFT_OUT, "")
    return _GAP.sub("\n\n", whole).strip("\n")


def one_line(text: str) -> str:
    """A subject cannot have more than one line, whatever was filled in."""
    return " ".join(text.split())


def _said(pieces: tuple[Piece, ...], values: Mapping[str, str]) -> tuple[str, bool]:
    parts: list[str] = []
    whole = True
    for piece in pieces:
        if isinstance(piece, str):
            parts.append(piece)
        elif isinstance(piece, Gap):
            value = values.get(piece.name, "")
            whole = whole and bool(value)
            parts.append("" if piece.silent else value)
        else:
            parts.append(_chosen(piece, values))
    return "".join(parts), whole


def _chosen(choice: Choice, values: Mapping[str, str]) -> str:
    for way in choice.ways:
        said, whole = _said(way, values)
        if whole:
            return said
    return _LEFT_OUT


def _pieces(text: str, at: int, depth: int) -> tuple[tuple[Piece, ...], int]:
    """The pieces from `at` to the mark that ends them, and where that is."""
    pieces: list[Piece] = []
    plain: list[str] = []

    def keep() -> None:
        if plain:
            pieces.append("".join(plain))
            plain.clear()

    while at < len(text):
        mark = text[at]
        if mark not in _MARKS or (mark == "|" and not depth):
            plain.append(mark)
            at += 1
        elif text[at : at + 2] == mark * 2:
            plain.append(mark)
            at += 2
        elif mark == "{":
            keep()
            gap, at = _gap(text, at)
            pieces.append(gap)
        elif mark == "[":
            keep()
            choice, at = _choice(text, at, depth + 1)
            pieces.append(choice)
        elif mark == "}" or not depth:
            raise TornError(mark, _near(text, at))
        else:
            break
    keep()
    return tuple(pieces), at


def _gap(text: str, at: int) -> tuple[Gap, int]:
    end = text.find("}", at)
    name = text[at + 1 : end]
    if end < 0 or any(mark in name for mark in "{[]\n"):
        raise TornError("{", _near(text, at))
    name = name.strip()
    return Gap(name.removesuffix("?").strip(), name.endswith("?")), end + 1


def _choice(text: str, opened: int, depth: int) -> tuple[Choice, int]:
    if depth > _DEEPEST:
        raise TornError("[", _near(text, opened))
    ways: list[tuple[Piece, ...]] = []
    at = opened
    while True:
        way, at = _pieces(text, at + 1, depth)
        ways.append(way)
        if at >= len(text):
            raise TornError("[", _near(text, opened))
        if text[at] == "]":
            return Choice(tuple(ways)), at + 1


def _near(text: str, at: int) -> str:
    return one_line(text[at : at + _NEAR])
