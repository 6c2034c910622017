"""Which passwords and PINs can be taken."""

import pytest

from core.rules.people.passwords import password_weakness, pin_weakness

SIMPLE = ("000000", "123456", "654321", "121212", "123123", "789012", "111222")


@pytest.mark.parametrize(
    ("password", "weakness"),
    [
        ("", "password_short"),
        ("nine char", "password_short"),
        ("Pássword 123", "password_common"),
        ("aaaaaaaaaaaa", "password_common"),
        ("Ines Instructor", "password_common"),
        ("INES@example.org", "password_common"),
        ("x" * 100 + "yz1" * 34, "password_long"),
        ("blue kettle on the sill", ""),
        ("صندوق أزرق كبير", ""),
        ("🪷🧘🪑🏺 studio", ""),
    ],
)
def test_a_password_is_long_enough_and_not_what_anybody_tries_first(
    password: str, weakness: str
) -> None:
    assert password_weakness(password, "Ines Instructor", "ines@example.org") == weakness


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12345a", "12345٦", " 12345", "½23456"])
def test_a_pin_has_six_plain_digits(pin: str) -> None:
    assert pin_weakness(pin) == "pin_digits"


@pytest.mark.parametrize(
    "pin", ["000000", "123456", "654321", "121212", "123123", "789012", "111222"]
)
def test_a_pin_that_falls_at_the_first_tries_is_not_taken(pin: str) -> None:
    assert pin_weakness(pin) == "pin_simple"


@pytest.mark.parametrize("pin", ["028417", "190285", "551873"])
def test_any_other_pin_will_do(pin: str) -> None:
    assert pin_weakness(pin) == ""
