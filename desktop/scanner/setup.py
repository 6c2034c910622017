"""How the scanner of this computer types, as it is kept, and what a test scan says of it (U-13)."""

from collections.abc import Sequence

from msgspec import Struct

from desktop.scanner.stream import WedgeSettings
from desktop.session import Session

SCANNER = "scanner"
TEST_CODE = "FOYERYZQAWM0123456789"
"""Holds every letter that keyboard layouts exchange, and all digits."""
SUFFIXES = (("enter", "\r"), ("tab", "\t"))
_LEAST_GAP, _ROOM = 30, 3
_SWAPS = (
    ("YZ", "ZY", "types as on a German keyboard: set it to English (US)"),
    ("QAWZ", "AQZW", "types as on a French keyboard: set it to English (US)"),
)


class Heard(Struct, frozen=True):
    """A test scan: its characters, the pauses between them in milliseconds, what ended it."""

    text: str
    gaps_ms: tuple[int, ...]
    suffix: str


class Finding(Struct, frozen=True):
    """What a test scan says: whether it fits, in words, and the settings that would do."""

    fits: bool
    words: str
    settings: WedgeSettings | None = None


def wedge_settings(session: Session) -> WedgeSettings:
    """As they are kept on this computer; what cannot be read counts as not set."""
    kept, usual = session.kept(SCANNER), WedgeSettings()
    return WedgeSettings(
        prefix=kept.get("prefix", usual.prefix),
        suffix=dict(SUFFIXES).get(kept.get("suffix", ""), usual.suffix),
        gap_ms=_whole(kept.get("gap_ms", ""), usual.gap_ms),
        least=_whole(kept.get("least", ""), usual.least),
        repeat_s=usual.repeat_s,
    )


def finding_of(heard: Heard, prefix: str = "") -> Finding:
    """Compare what was received with what the test code holds."""
    text = heard.text.removeprefix(prefix) if prefix else heard.text
    if not text:
        return Finding(fits=False, words="Nothing was received.")
    if text == TEST_CODE:
        gap = max(_LEAST_GAP, _ROOM * max(heard.gaps_ms, default=0))
        settings = WedgeSettings(prefix, heard.suffix, gap, WedgeSettings().least)
        return Finding(True, "The scanner fits.", settings)
    if text.endswith(TEST_CODE):
        words = f"The scanner sends “{text.removesuffix(TEST_CODE)}” first: set it as the prefix."
        return Finding(fits=False, words=words)
    return Finding(fits=False, words=_mismatch(text))


def _mismatch(text: str) -> str:
    if text.upper() == TEST_CODE:
        return "Letters come in lower case: switch Caps Lock off, or the scanner’s case on."
    for here, there, words in _SWAPS:
        if text.upper() == TEST_CODE.translate(str.maketrans(here, there)):
            return f"The scanner {words}."
    if len(text) == len(TEST_CODE) and _digits_differ(text):
        return "Digits come as other signs: set the scanner’s keyboard to English (US)."
    if TEST_CODE.startswith(text):
        return f"Only {len(text)} of {len(TEST_CODE)} characters came: it sends too fast, or stops."
    return "Something else was received. Is it the code on the screen?"


def _digits_differ(text: str) -> bool:
    pairs: Sequence[tuple[str, str]] = list(zip(text, TEST_CODE, strict=True))
    letters = all(a == b for a, b in pairs if b.isalpha())
    return letters and any(a != b for a, b in pairs if b.isdigit())


def _whole(text: str, usual: int) -> int:
    return int(text) if text.isdecimal() else usual
