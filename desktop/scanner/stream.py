"""Tells a scanner's keys from a person's: by prefix, suffix and time per character together.

No Qt here: characters with their times in milliseconds go in, verdicts come out.
"""

from enum import Enum

from msgspec import Struct

CODE_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_LONGEST = 600


class WedgeSettings(Struct, frozen=True):
    """How the scanner of this desk types (U-12).

    `prefix` is what it sends before each code and is not part of it; none is fine, but foreign
    bar codes then type into fields. `suffix` is the character that ends a code. `gap_ms` is the
    longest pause between two characters, `least` the shortest code.
    """

    prefix: str = ""
    suffix: str = "\r"
    gap_ms: int = 60
    least: int = 6
    repeat_s: float = 5.0


class Verdict(Enum):
    """What the suffix made of the characters before it."""

    SCAN = "scan"
    STRANGE = "strange"
    TYPED = "typed"


class ScanStream:
    """The characters that are held back because they may be a scan."""

    def __init__(self, settings: WedgeSettings) -> None:
        self.settings = settings
        self._held = ""
        self._last_ms = 0

    @property
    def held(self) -> str:
        """What is held back, in order."""
        return self._held

    def holds(self, letter: str, in_field: bool) -> bool:
        """Whether a character may belong to a scan and must not be acted on yet.

        In a field with a prefix set, only what still fits prefix and code is held, so that a
        person's typing is not delayed.
        """
        if len(letter) != 1 or len(self._held) >= _LONGEST:
            return False
        prefix = self.settings.prefix
        grown = self._held + letter
        if prefix.startswith(grown):
            return True
        if letter not in CODE_LETTERS:
            return False
        return grown.startswith(prefix) or not in_field

    def is_late(self, at_ms: int) -> bool:
        """Whether what is held was typed by a person, because the next key came too slowly."""
        return bool(self._held) and at_ms - self._last_ms > self.settings.gap_ms

    def add(self, letter: str, at_ms: int) -> None:
        """Hold one more character."""
        self._held += letter
        self._last_ms = at_ms

    def end(self, at_ms: int) -> tuple[Verdict, str]:
        """The suffix came: what was it, and the code or the characters. Nothing is held after."""
        held, late = self._held, self.is_late(at_ms)
        self._held = ""
        prefix = self.settings.prefix
        code = held.removeprefix(prefix)
        if late or len(code) < self.settings.least:
            return Verdict.TYPED, held
        fits = held.startswith(prefix) and CODE_LETTERS.issuperset(code)
        return (Verdict.SCAN, code) if fits else (Verdict.STRANGE, held)

    def take(self) -> str:
        """Let go of everything that is held."""
        held, self._held = self._held, ""
        return held
