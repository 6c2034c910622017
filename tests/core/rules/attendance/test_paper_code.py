"""Codes of printed rosters: what comes back, and how each bad one is told apart (M-08)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.refusals import Refusal
from core.rules.attendance import qr
from core.rules.attendance.paper_code import PaperLine, encode, looks_like_line, read

CLASS, CLIENT = "0123456789abcdef" * 2, "fedcba9876543210" * 2


def code_of(result: object) -> str:
    assert isinstance(result, Refusal)
    return result.code


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_every_line_and_every_sheet_comes_back(occurrence: bytes, client: bytes) -> None:
    line = encode("harbour", occurrence.hex(), client.hex())
    assert read(line, "harbour") == PaperLine(occurrence.hex(), client.hex())  # type: ignore[arg-type]
    sheet = encode("harbour", occurrence.hex())
    assert read(f" {sheet.lower()}\r", "harbour") == PaperLine(occurrence.hex())  # type: ignore[arg-type]


def test_a_line_fits_a_small_picture_and_scanners_type_it() -> None:
    line = encode("harbour", CLASS, CLIENT)
    assert len(line) <= 61
    assert set(line) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


@given(st.integers(0, 59), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_a_misread_letter_is_never_another_line(at: int, letter: str) -> None:
    line = encode("harbour", CLASS, CLIENT)
    misread = line[:at] + letter + line[at + 1 :]
    result = read(misread, "harbour")
    assert misread == line or isinstance(result, Refusal)


def test_other_codes_and_other_studios_are_told_apart() -> None:
    line = encode("harbour", CLASS, CLIENT)
    assert code_of(read(line, "elsewhere")) == "code_altered"
    card = qr.encode(CLASS, "harbour", bytes(range(32)))
    for text in (card, "", "HELLO", "🧘", line + "A", line[:-1]):
        assert code_of(read(text, "harbour")) == "code_unknown"
    assert not looks_like_line(card)
    assert not qr.looks_like_code(line)


@pytest.mark.parametrize(("occurrence", "client"), [("org", CLIENT), (CLASS, "ab"), ("", "")])
def test_ids_of_another_make_have_no_code(occurrence: str, client: str) -> None:
    with pytest.raises(ValueError, match=r"hexadecimal|no ids of a roster"):
        encode("harbour", occurrence, client)
