"""Which words hold for whom, and how figures are said in a language."""

import pytest

from core.domain.ids import TemplateId
from core.domain.letters.all_letters import LETTERS
from core.domain.letters.gaps import GAPS
from core.domain.templates import Template
from core.domain.zones import to_utc
from core.rules.telling.letters import Sender, fault_of, gaps_of, values_of, words_for, written
from tests.support.rules import rule

STUDIO = Sender("Northgate", "GBP", "de")
FACTS = {
    "client_name": "Zoë Becker",
    "class_name": "Yoga",
    "starts_at": to_utc("2026-03-05", "18:30", "Europe/Berlin"),
    "zone": "Europe/Berlin",
    "credits_left": 3,
    "ends_on": "2026-04-01",
}


def own(language: str, text: str = "own") -> Template:
    return Template(TemplateId(language), "welcome", "email", language, language, text)


@rule("NTF-4")
@pytest.mark.parametrize(
    ("languages", "subject"),
    [
        (("de-AT", "fr"), "de-at"),
        (("de-CH", "fr"), "de"),
        (("it", "fr"), "fr"),
        (("it", "es"), "Welcome to {studio}"),
        (("", "fr-CA"), "fr"),
        (("en-GB", "fr"), "Welcome to {studio}"),
        (("he", "fr"), "fr"),
        (("", ""), "Welcome to {studio}"),
    ],
)
def test_the_words_are_in_the_readers_language_then_the_studios_then_foyers(
    languages: tuple[str, str], subject: str
) -> None:
    kept = [own("de"), own("de-at"), own("fr"), own("he", "")]
    assert words_for("welcome", "email", kept, *languages).subject == subject


@rule("NTF-4")
@pytest.mark.parametrize("event", sorted(LETTERS["email"]))
def test_foyers_own_words_follow_the_same_rules(event: str) -> None:
    letter = LETTERS["email"][event]
    assert fault_of(event, "email", letter.subject, letter.text) is None
    assert set(gaps_of(event)) <= set(GAPS)


@rule("NTF-4", "ORG-2")
@pytest.mark.parametrize(
    ("language", "when", "ends_on", "credits"),
    [
        ("en-GB", "Thursday 5 March, 18:30", "1 April 2026", "3 credits"),
        ("de", "Donnerstag, 5. März, 18:30", "1. April 2026", "3"),
        ("fr-CA", "jeudi 5 mars, 18:30", "1 avril 2026", "3"),
        ("xx-unknown", "2026-03-05, 18:30", "2026-04-01", "3"),
    ],
)
def test_days_are_written_as_people_of_a_language_do(
    language: str, when: str, ends_on: str, credits: str
) -> None:
    values = values_of(FACTS, STUDIO, language)
    assert (values["when"], values["ends_on"], values["credits"]) == (when, ends_on, credits)


@rule("NTF-4")
def test_a_letter_without_what_its_event_always_says_is_not_written() -> None:
    words = words_for("booking_confirmed", "email", [])
    with pytest.raises(KeyError, match="when"):
        written(words, {"class_name": "Yoga"}, STUDIO)
    assert written(words, FACTS, STUDIO).subject == "You are booked: Yoga, Thursday 5 March, 18:30"
