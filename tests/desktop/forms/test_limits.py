"""What is wrong at the field is exactly what the codec would refuse."""

import msgspec
import pytest

from core.commands.catalogue import CreateService
from core.commands.fields import Duration, Name, Phone
from core.commands.services import EditService
from core.commands.setup import CreateLocation, CreateStaff
from desktop.forms.declaration import limit_of
from desktop.forms.limits import complaint
from desktop.forms.reading import length_text


@pytest.mark.parametrize(
    ("limit", "value", "why"),
    [
        (Duration, 3, "At least 5 min"),
        (Duration, 2000, "At most 24 h"),
        (Duration, 55, ""),
        (Name, "  ", "Must not be empty"),
        (Name, "ש" * 201, "At most 200 letters, 1 too many"),
        (Name, "x" * 10_000, "At most 200 letters, 9800 too many"),
        (Name, "يوغا 🧘", ""),
        (Phone, "call me", "Such as +44"),
    ],
)
def test_a_limit_says_why_in_few_words(limit: object, value: object, why: str) -> None:
    assert complaint(limit, value, length_text, "+44") == why


def test_the_limit_of_an_optional_field_is_that_of_its_value() -> None:
    limit = limit_of(EditService, "capacity")
    assert complaint(limit, 0) == "At least 1"
    assert complaint(limit, 1001) == "At most 1000"
    assert complaint(limit, None) == ""


def test_one_word_of_several_may_be_the_wrong_one() -> None:
    limit = limit_of(CreateStaff, "categories")
    assert complaint(limit, ("mat", "x" * 201)).startswith("At most 200 letters")
    assert complaint(limit, tuple("abcdefgh" * 10)) == "At most 50"


@pytest.mark.parametrize(
    ("command", "name", "value"),
    [
        (CreateService, "name", ""),
        (CreateService, "colour", 13),
        (CreateService, "badge", "RR"),
        (CreateLocation, "code", "lon"),
        (CreateLocation, "opening_hours", {"9": ()}),
    ],
)
def test_whatever_the_codec_refuses_has_a_complaint(
    command: type, name: str, value: object
) -> None:
    limit = limit_of(command, name)
    assert complaint(limit, value)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(value, limit, strict=True)
