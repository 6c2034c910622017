"""A test scan says whether the scanner fits, and names what is wrong (U-12, U-13)."""

import pytest

from desktop.scanner.setup import TEST_CODE, Heard, finding_of
from tests.support.rules import rule


def heard(text: str, gap: int = 5, suffix: str = "\r") -> Heard:
    return Heard(text, (gap,) * (len(text) - 1), suffix)


@rule("U-13")
def test_a_scanner_that_fits_brings_its_own_settings() -> None:
    found = finding_of(heard(TEST_CODE, 25, "\t"))
    assert found.fits
    assert found.settings is not None
    assert (found.settings.gap_ms, found.settings.suffix) == (75, "\t")


@rule("U-13")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TEST_CODE.translate(str.maketrans("YZ", "ZY")), "German"),
        (TEST_CODE.translate(str.maketrans("QAWZ", "AQZW")), "French"),
        (TEST_CODE.lower(), "lower case"),
        (TEST_CODE.replace("0123456789", "à&é\"'(-è_ç"), "Digits come as other signs"),
        (TEST_CODE[:7], "Only 7 of 21"),
        (f"]C1{TEST_CODE}", "set it as the prefix"),
        ("4006381333931", "Something else"),
        ("", "Nothing was received"),
    ],
)
def test_a_mismatch_is_named(text: str, words: str) -> None:
    found = finding_of(Heard(text, (), "\r"))
    assert not found.fits
    assert words in found.words
    assert found.settings is None


def test_a_known_prefix_is_no_part_of_the_code() -> None:
    assert finding_of(heard(f"]C1{TEST_CODE}"), "]C1").fits
