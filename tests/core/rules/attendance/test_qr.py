"""Member cards: what is accepted, and how each bad code is told apart."""

import re

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from core.domain.refusals import Refusal
from core.rules.attendance.qr import CODE_LENGTH, encode, looks_like_code, verify
from tests.support.rules import rule

PRIVATE = bytes(range(32))
PUBLIC = Ed25519PrivateKey.from_private_bytes(PRIVATE).public_key().public_bytes_raw()
CARD = "0123456789abcdef" * 2
CODE = encode(CARD, "harbour", PRIVATE)


def code_of(result: object) -> str:
    assert isinstance(result, Refusal)
    return result.code


@rule("CHK-6")
@given(st.binary(min_size=16, max_size=16))
def test_every_card_comes_back(number: bytes) -> None:
    assert verify(encode(number.hex(), "harbour", PRIVATE), "harbour", PUBLIC) == number.hex()


@rule("CHK-6")
def test_a_code_is_typed_safely_and_fits_a_49_module_qr() -> None:
    """157 alphanumeric characters fit version 8 with correction level Q."""
    assert re.fullmatch(r"[A-Z2-7]+", CODE)
    assert len(CODE) == CODE_LENGTH <= 157


@rule("CHK-5")
@pytest.mark.parametrize(
    "text", ["", "HELLO", "9780201379624", "1" * CODE_LENGTH, "!" * CODE_LENGTH, "A" * CODE_LENGTH]
)
def test_what_is_no_code_of_ours_is_unknown(text: str) -> None:
    assert code_of(verify(text, "harbour", PUBLIC)) == "code_unknown"


@rule("CHK-5")
def test_a_card_of_another_studio_is_foreign() -> None:
    assert code_of(verify(CODE, "elsewhere", PUBLIC)) == "code_foreign"


@rule("CHK-5")
def test_a_card_signed_with_another_key_is_altered() -> None:
    forged = encode(CARD, "harbour", bytes(32))
    assert code_of(verify(forged, "harbour", PUBLIC)) == "code_altered"


@rule("CHK-5")
@given(st.integers(0, CODE_LENGTH - 1), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_no_other_letter_anywhere_is_accepted(place: int, letter: str) -> None:
    changed = CODE[:place] + letter + CODE[place + 1 :]
    result = verify(changed, "harbour", PUBLIC)
    assert result == CARD if changed == CODE else isinstance(result, Refusal)


def test_a_later_version_asks_for_an_update() -> None:
    later = "AJ" + CODE[2:]
    assert code_of(verify(later, "harbour", PUBLIC)) == "code_too_new"


def test_scanners_that_type_small_letters_or_spaces_are_understood() -> None:
    assert verify(f"  {CODE.lower()}\n", "harbour", PUBLIC) == CARD
    assert looks_like_code(CODE)
    assert not looks_like_code("yoga")


def test_a_number_that_is_none_cannot_be_made_a_code() -> None:
    with pytest.raises(ValueError, match="card number"):
        encode("abcd", "harbour", PRIVATE)
