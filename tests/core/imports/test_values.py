"""Cells of other systems as values, and columns by their headings."""

from datetime import date

import pytest

from core.domain.refusals import Fault
from core.imports import values
from core.imports.columns import guess, parse_overrides
from core.imports.values import BadCellError
from tests.support.rules import rule

TODAY = date(2026, 3, 2)


@rule("IO-1")
@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("1990-03-28", "1990-03-28"),
        ("28.03.1990", "1990-03-28"),
        ("28/3/1990", "1990-03-28"),
        ("3.4.85", "1985-04-03"),
        ("3.4.25", "2025-04-03"),
        ("28 March 1990", "1990-03-28"),
        ("Mar 28, 1990", "1990-03-28"),
        ("1990-03-28 00:00:00", "1990-03-28"),
        ("28/03/1990 12:30 PM", "1990-03-28"),
        ("", ""),
    ],
)
def test_birthdays_are_read_in_many_ways(cell: str, read: str) -> None:
    assert values.birthday(cell, TODAY, month_first=False) == read


@pytest.mark.parametrize(
    "cell",
    [
        "31.02.1990",
        "1850-01-01",
        "2026-03-03",
        "0000-00-00",
        "soon",
        "1/1",
        "99.99.9999",
        "１９９０",
    ],
)
def test_absurd_birthdays_are_refused(cell: str) -> None:
    with pytest.raises(BadCellError):
        values.birthday(cell, TODAY, month_first=False)


def test_day_and_month_are_told_apart_by_the_whole_column() -> None:
    assert values.month_first(["1/2/2020", "3/28/1990"], "GB")
    assert not values.month_first(["1/2/2020", "28/3/1990"], "US")
    assert values.month_first(["1/2/2020"], "US")
    assert not values.month_first(["1/2/2020", ""], "GB")
    assert values.birthday("3/4/1990", TODAY, month_first=True) == "1990-03-04"


@pytest.mark.parametrize(
    ("cell", "country", "read"),
    [
        ("020 7946 0001", "GB", "+442079460001"),
        ("+49 (30) 123456-78", "GB", "+493012345678"),
        ("0034600123456", "DE", "+34600123456"),
        ("(213) 555-0142", "US", "+12135550142"),
        ("", "GB", ""),
    ],
)
def test_phones_become_international(cell: str, country: str, read: str) -> None:
    assert values.phone(cell, country) == read


@pytest.mark.parametrize("cell", ["call me", "123", "0" * 40, "+999999999999999999"])
def test_what_is_no_phone_is_refused(cell: str) -> None:
    with pytest.raises(BadCellError):
        values.phone(cell, "GB")


@pytest.mark.parametrize(
    "cell", ["anna", "anna@", "@example.org", "a b@example.org", "a@b", "x@y."]
)
def test_what_is_no_address_is_refused(cell: str) -> None:
    with pytest.raises(BadCellError):
        values.email(cell)


@pytest.mark.parametrize(
    ("cell", "read"),
    [("4", 4), ("4.0", 4), ("4,00", 4), ("", 0), ("Unbegrenzt", None), ("∞", None)],
)
def test_credits_are_whole_or_unlimited(cell: str, read: int | None) -> None:
    assert values.credit_count(cell) == read


@pytest.mark.parametrize("cell", ["-1", "4.5", "1e3", "1001", "many"])
def test_what_is_no_credit_is_refused(cell: str) -> None:
    with pytest.raises(BadCellError):
        values.credit_count(cell)


@rule("IO-1")
@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (("First Name", "Last Name", "E-mail", "Mobile Phone"), "first_name last_name email phone"),
        (("Vorname", "Nachname", "E-Mail-Adresse", "Handy"), "first_name last_name email phone"),
        (("Prénom", "Nom", "Courriel", "Téléphone"), "first_name last_name email phone"),
        (
            ("Nombre", "Apellidos", "Correo", "Móvil"),
            "first_name last_name email phone",
        ),
        (("Member", "Package", "Credits left", "Expires on"), "name pass_name credits valid_until"),
        (("Kunde", "Karte", "Restguthaben", "Gültig bis"), "name pass_name credits valid_until"),
        (
            ("Client", "Forfait", "Solde", "Expire le"),
            "name pass_name credits valid_until",
        ),
        (
            ("Cliente", "Bono", "Saldo", "Vencimiento"),
            "name pass_name credits valid_until",
        ),
    ],
)
def test_columns_are_known_in_four_languages(header: tuple[str, ...], fields: str) -> None:
    assert list(guess(header, {}).values()) == fields.split()


def test_a_heading_can_be_overruled_or_left_out() -> None:
    header = ("Name", "Karte", "Notes")
    overrides = parse_overrides(["Karte=tags", "Notes="])
    assert guess(header, overrides) == {"Name": "name", "Karte": "tags"}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (["Nome=name"], "column_unknown"),
        (["Name=nome"], "field_unknown"),
        (["Name"], "mapping_unreadable"),
        (["Name="], "no_name_column"),
    ],
)
def test_an_overruling_that_makes_no_sense_is_said(given: list[str], code: str) -> None:
    with pytest.raises(Fault, match=code):
        guess(("Name", "Phone"), parse_overrides(given))
