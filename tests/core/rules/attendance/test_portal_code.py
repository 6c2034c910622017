"""The changing code of the portal: accepted around its time, on a desk that knows the time."""

import base64
import re

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from core.domain.refusals import Refusal
from core.rules.attendance import qr
from core.rules.attendance.portal_code import CODE_LENGTH, LATITUDE_MS, STEP_MS, Shown, encode, read
from tests.support.rules import rule

PRIVATE = bytes(range(32))
PUBLIC = Ed25519PrivateKey.from_private_bytes(PRIVATE).public_key().public_bytes_raw()
CARD = "0123456789abcdef" * 2
AT = 1_772_438_400_000
"""A whole half minute."""
CODE = encode(CARD, "harbour", PRIVATE, AT)


def result(text: str, now: int = AT, *, clock_known: bool = True) -> str:
    found = read(text, "harbour", PUBLIC, now, clock_known=clock_known)
    return found.code if isinstance(found, Refusal) else f"{found.kind} {found.card_id}"


@rule("CHK-14", "CHK-6")
def test_a_code_stays_for_half_a_minute_and_then_is_another() -> None:
    assert encode(CARD, "harbour", PRIVATE, AT + STEP_MS - 1) == CODE
    assert encode(CARD, "harbour", PRIVATE, AT + STEP_MS) != CODE
    assert re.fullmatch(r"[A-Z2-7]+", CODE)
    assert len(CODE) == CODE_LENGTH != qr.CODE_LENGTH


@rule("CHK-14")
@pytest.mark.parametrize(
    ("now", "accepted"),
    [
        (AT, True),
        (AT - LATITUDE_MS, True),
        (AT - LATITUDE_MS - 1, False),
        (AT + STEP_MS + LATITUDE_MS, True),
        (AT + STEP_MS + LATITUDE_MS + 1, False),
        (0, False),
        (4_102_444_800_000, False),
    ],
)
def test_it_is_accepted_ninety_seconds_either_way(now: int, accepted: bool) -> None:
    assert result(CODE, now) == (f"phone {CARD}" if accepted else "code_old")


@rule("CHK-14")
def test_with_an_unknown_clock_staff_decide_and_are_told_whose_it_is() -> None:
    found = read(CODE, "harbour", PUBLIC, AT, clock_known=False)
    assert found == Refusal("clock_unknown", {"card_id": CARD, "made_at": AT})


@rule("CHK-14")
def test_printed_cards_have_no_time() -> None:
    printed = qr.encode(CARD, "harbour", PRIVATE)
    for now, known in ((0, True), (AT, False)):
        assert result(printed, now, clock_known=known) == f"card {CARD}"
    assert read(printed, "harbour", PUBLIC, AT, clock_known=True) == Shown(CARD, "card")  # type: ignore[arg-type]


@rule("CHK-5")
def test_foreign_forged_and_other_texts_are_told_apart() -> None:
    assert result(encode(CARD, "elsewhere", PRIVATE, AT)) == "code_foreign"
    assert result(encode(CARD, "harbour", bytes(32), AT)) == "code_altered"
    for text in ("", "HELLO", "A" * CODE_LENGTH, "1" * CODE_LENGTH):
        assert result(text) == "code_unknown"


@rule("CHK-5", "CHK-14")
@given(st.integers(0, CODE_LENGTH - 1), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_no_other_letter_anywhere_is_accepted(place: int, letter: str) -> None:
    changed = CODE[:place] + letter + CODE[place + 1 :]
    assert result(changed).startswith("phone") == (changed == CODE)


@rule("CHK-14")
def test_a_signature_of_a_printed_card_makes_no_changing_code() -> None:
    """Each purpose signs under its own name."""
    raw = base64.b32decode(CODE + "=" * (-len(CODE) % 8))
    body = raw[:-64]
    signature = qr.signed_with(PRIVATE, b"foyer member card\x00", "harbour", body)
    mixed = base64.b32encode(body + signature).decode().rstrip("=")
    assert result(mixed) == "code_altered"


def test_a_card_number_of_another_length_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="not a card number"):
        encode("abcd", "harbour", PRIVATE, AT)
