"""The studio's own words for a message: kept, taken back, refused where none can fill them."""

import msgspec
import pytest

from core.commands.templates import TakeBackTemplate, WriteTemplate
from core.commands.undoing import undo_of
from core.domain.templates import TEMPLATES_OF_EVENT, Template
from core.domain.words import refused
from tests.support.rules import rule
from tests.support.studio import Studio

HEBREW = "שלום {given_name}, נתראה ב{class_name} ☀"


def words(subject: str = "See you", text: str = "Hi {given_name}") -> WriteTemplate:
    return WriteTemplate("booking_confirmed", "email", "en", subject, text)


def kept(s: Studio, event: str = "booking_confirmed") -> list[tuple[str, str, str]]:
    rows = s.reader.find(TEMPLATES_OF_EVENT, event, "email")
    return [(row.language, row.subject, row.text) for row in rows]


@rule("NTF-4")
def test_words_are_kept_by_message_and_language_and_taken_back_to_foyers() -> None:
    s = Studio.open()
    s.do(words(), by=s.owner)
    s.do(WriteTemplate("booking_confirmed", "email", "he", "נתראה", HEBREW), by=s.owner)
    s.do(words("Booked", "Hi"), by=s.owner)
    assert sorted(kept(s)) == [("en", "Booked", "Hi"), ("he", "נתראה", HEBREW)]
    s.do(TakeBackTemplate("booking_confirmed", "email", "HE"), by=s.owner)
    assert sorted(kept(s)) == [("en", "Booked", "Hi"), ("he", "", "")]
    again = TakeBackTemplate("booking_confirmed", "email", "he")
    assert s.refuse(again, by=s.owner).code == "template_unknown"


@rule("NTF-4")
def test_two_desks_that_write_one_message_write_one_row() -> None:
    s = Studio.open()
    first = s.do(words(), by=s.owner).facts["template_id"]
    german = WriteTemplate("booking_confirmed", "email", "EN", "Later", "Later")
    assert s.do(german, by=s.owner).facts["template_id"] == first
    assert len(s.reader.all(Template)) == 1


@rule("NTF-4", "U-26")
def test_an_undo_brings_the_words_of_before_back() -> None:
    s = Studio.open()
    first = words()
    done = s.do(first, by=s.owner)
    second = words("Booked", "Hi")
    undo = undo_of(second, "c", s.do(second, by=s.owner))
    assert undo == first
    assert undo_of(first, "c", done) == TakeBackTemplate("booking_confirmed", "email", "en")


@rule("NTF-4")
def test_words_that_could_not_be_filled_are_refused_at_their_field() -> None:
    s = Studio.open()
    for command, code, facts in (
        (words(text="Hi {nickname}"), "gap_unknown", {"field": "text", "name": "nickname"}),
        (words(text="Hi {link}"), "gap_unknown", {"field": "text", "name": "link"}),
        (words(text="[{class.__class__}]"), "gap_unknown", {"name": "class.__class__"}),
        (words("See {when"), "template_torn", {"field": "subject", "mark": "{", "near": "{when"}),
        (words(text="Hi }"), "template_torn", {"field": "text", "mark": "}"}),
        (words(text="Hi [at {when}"), "template_torn", {"mark": "[", "near": "[at {when}"}),
        (words(text="Hi ]"), "template_torn", {"mark": "]"}),
    ):
        refusal = s.refuse(command, by=s.owner)
        assert refusal.code == code
        assert facts.items() <= refusal.facts.items()
    message = WriteTemplate("class_message", "email", "en", "News", "Hello")
    refusal = s.refuse(message, by=s.owner)
    assert (refusal.code, refusal.facts) == ("gap_missing", {"field": "text", "name": "note"})
    assert kept(s) == []


def test_the_name_that_is_not_known_is_said_in_braces() -> None:
    assert "{name}" in refused("gap_unknown").says.format(name="x").replace("{x}", "{name}")


@rule("NTF-4")
def test_a_message_that_foyer_has_no_words_for_cannot_be_written() -> None:
    s = Studio.open()
    for event, channel in (("nonsense", "email"), ("booking_confirmed", "sms")):
        command = WriteTemplate(event, channel, "en", "A", "B")  # type: ignore[arg-type]
        assert s.refuse(command, by=s.owner).code == "template_unknown"


@pytest.mark.parametrize(
    "spoilt",
    [
        {"text": "x" * 10_001},
        {"text": " \n\t "},
        {"subject": "two\nlines"},
        {"subject": " "},
        {"language": ""},
        {"language": "en/../de"},
        {"channel": "pigeon"},
    ],
)
def test_what_no_letter_could_say_is_not_read(spoilt: dict[str, str]) -> None:
    fields = {
        "event": "welcome",
        "channel": "email",
        "language": "en",
        "subject": "Welcome",
        "text": "x" * 10_000,
    }
    msgspec.convert(fields, WriteTemplate)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(fields | spoilt, WriteTemplate)
