"""Numbers are kept as E.164, found by their end and shown spaced."""

import re

import pytest

from core.domain import phones
from tests.support.rules import rule


@rule("ORG-5")
@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [
        ("07700 900271", "GB", "+447700900271"),
        ("+44 (0)7700 900-271", "", "+447700900271"),
        ("0044 7700 900271", "DE", "+447700900271"),
        ("030 901820", "DE", "+4930901820"),
        ("(202) 555-0123", "US", "+12025550123"),
        ("+12025550123", "GB", "+12025550123"),
        ("", "GB", ""),
        ("  ", "", ""),
    ],
)
def test_a_number_is_kept_one_way_however_it_is_typed(typed: str, country: str, kept: str) -> None:
    assert phones.e164(typed, country) == kept


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("07700 900271", ""),
        ("07700 900271", "nowhere"),
        ("12", "GB"),
        ("anna@example.org", "GB"),
        ("9" * 10_000, "GB"),
        ("🙂", "GB"),
    ],
)
def test_what_is_no_number_is_refused(typed: str, country: str) -> None:
    with pytest.raises(ValueError, match=re.escape(typed[:50])):
        phones.e164(typed, country)


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("+447700900271", "+44 7700 900271"),
        ("+12025550123", "+1 202-555-0123"),
        ("07700900271", "07700900271"),
        ("+0", "+0"),
        ("", ""),
    ],
)
def test_a_kept_number_is_spaced_and_anything_else_left_alone(kept: str, shown: str) -> None:
    assert phones.spaced(kept) == shown


@pytest.mark.parametrize(
    ("typed", "end"),
    [
        ("07700 900271", "7700900271"),
        ("+44 (0)7700 900271", "447700900271"),
        ("0271", ""),
        ("900271", "900271"),
        ("10:30", ""),
        ("anna 900271", ""),
        ("٠٧٧٠٠٩٠٠", ""),
        ("", ""),
    ],
)
def test_the_end_of_a_number_has_no_zeros_in_front(typed: str, end: str) -> None:
    assert phones.tail(typed) == end


def test_a_zone_says_whose_numbers_are_meant() -> None:
    assert phones.country_of("Europe/London") == "GB"
    assert phones.country_of("America/New_York") == "US"
    assert phones.country_of("UTC") == ""
    assert phones.country_of("No/Where") == ""


def test_an_example_is_written_as_the_country_does() -> None:
    assert phones.example("GB").startswith("0")
    assert phones.example("") == phones.example("nowhere") == "+44 20 7946 0000"


@pytest.mark.parametrize(
    ("kept", "typed", "same"),
    [
        ("+447700900271", "07700 900271", True),
        ("+447700900271", "+44 7700 900271", True),
        ("+447700900271", "7700900271", True),
        ("+447700900271", "900271", False),
        ("+447700900271", "07700 900272", False),
        ("07700900271", "07700 900271", True),
        ("", "07700 900271", False),
        ("+447700900271", "", False),
        ("+447700900271", "anna", False),
    ],
)
def test_a_whole_number_is_told_from_its_end(kept: str, typed: str, same: bool) -> None:
    assert phones.is_same(kept, typed) is same
