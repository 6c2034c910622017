"""Search finds a name however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.folding import fold, fold_phone


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Zoë  ŁUKASZ ", "zoe lukasz"),
        ("Ångström", "angstrom"),
        ("Straße", "strasse"),
        ("Ørsted Æther", "orsted aether"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("Nguyễn Thị", "nguyen thi"),
        ("O’Neill", "o’neill"),
    ],
)
def test_case_and_accents_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "digits"),
    [("+44 (0)20 7946-0001", "+4402079460001"), ("020 7946", "0207946"), ("", ""), ("+", "")],
)
def test_phones_keep_their_digits(text: str, digits: str) -> None:
    assert fold_phone(text) == digits
