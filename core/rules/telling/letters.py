"""A message in words: which words hold, in which language, and what fills their gaps (NTF-4)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

import msgspec

from core.domain.letters.all_letters import MUST_SAY, letter_of
from core.domain.letters.gaps import EVERYWHERE, OF_BOOKINGS, OF_CLASSES
from core.domain.letters.parts import Letter
from core.domain.notices import EMAIL
from core.domain.refusals import Refusal
from core.domain.telling import counted, money
from core.domain.templates import Template
from core.domain.zones import to_local
from core.rules.telling.templates import Gap, TornError, filled, names_in, one_line, parsed

ENGLISH = "en"
"""The language of Foyer's own words."""


class Sender(msgspec.Struct, frozen=True):
    """The studio that writes; `language` is read where the reader's is not known."""

    name: str = ""
    currency: str = ""
    language: str = ENGLISH


class Words(msgspec.Struct, frozen=True):
    """The template that holds, and the language that it is in; `needs` are gaps that the event
    always fills."""

    subject: str
    text: str
    language: str
    needs: tuple[str, ...] = ()


def tags(language: str) -> tuple[str, ...]:
    """A language from the closest to the widest: de-AT is de-at, then de."""
    parts = language.lower().split("-")
    return tuple("-".join(parts[:end]) for end in range(len(parts), 0, -1)) if parts[0] else ()


def words_for(event: str, channel: str, own: Iterable[Template], *languages: str) -> Words:
    """The studio's words in the first of the languages that it has, else Foyer's.

    Foyer's own count as English. KeyError where there are no words at all.
    """
    foyer = letter_of(event, channel)
    if foyer is None:
        raise KeyError(f"no words for {event}")
    needs = tuple(one.name for one in parsed(foyer.subject) if isinstance(one, Gap))
    by_language = {one.language: one for one in own if one.text}
    for tag in (tag for language in languages for tag in tags(language)):
        if (found := by_language.get(tag)) is not None:
            return Words(found.subject, found.text, tag, needs)
        if tag == ENGLISH:
            break
    return Words(foyer.subject, foyer.text, ENGLISH, needs)


def written(words: Words, facts: dict[str, Any], sender: Sender) -> Letter:
    """The message with its gaps filled. Times are in UTC milliseconds, with their `zone`.

    Raises TornError, KeyError where a fact is missing, ValueError for one that cannot be said.
    """
    values = values_of(facts, sender, words.language)
    for name in words.needs:
        if name not in values:
            raise KeyError(name)
    subject, text = one_line(filled(words.subject, values)), filled(words.text, values)
    return Letter(subject, text.strip() + "\n")


@cache
def gaps_of(event: str, channel: str = EMAIL) -> tuple[str, ...]:
    """The names that can be filled in for an event, in the order in which they are listed."""
    foyer = letter_of(event, channel)
    if foyer is None:
        return ()
    used = list(names_in(parsed(f"{foyer.subject}\n{foyer.text}")))
    groups = [group for group in (OF_CLASSES, OF_BOOKINGS) if group[1] in used or group[3] in used]
    return tuple(dict.fromkeys([*EVERYWHERE, *(one for group in groups for one in group), *used]))


def fault_of(event: str, channel: str, subject: str, text: str) -> Refusal | None:
    """Refuses `template_torn`, `gap_unknown` and `gap_missing`, each with the field it is about."""
    known, found = gaps_of(event, channel), set[str]()
    for field, one in (("subject", subject), ("text", text)):
        try:
            names = list(names_in(parsed(one)))
        except TornError as error:
            torn = {"field": field, "mark": error.mark, "near": error.near}
            return Refusal("template_torn", torn)
        for name in names:
            if name not in known:
                return Refusal("gap_unknown", {"field": field, "name": name})
        found.update(names)
    for name in MUST_SAY.get(event, ()):
        if name not in found:
            return Refusal("gap_missing", {"field": "text", "name": name})
    return None


def values_of(facts: dict[str, Any], sender: Sender, language: str) -> dict[str, str]:
    """What fills the gaps: figures as they are said; what an event lacks is empty."""
    return {name: str(value) for name, value in _shown(facts, sender, language) if value}


def _shown(facts: dict[str, Any], sender: Sender, language: str) -> Iterator[tuple[str, Any]]:
    zone, seats = facts.get("zone") or "UTC", facts.get("seats", 1)
    left = facts.get("credits_left")

    def moment(name: str) -> str:
        return _when(facts[name], zone, language) if facts.get(name) else ""

    def paid(name: str) -> str:
        return money(facts[name], sender.currency) if facts.get(name) else ""

    for name in _AS_THEY_ARE:
        yield name, facts.get(name)
    yield "given_name", str(facts.get("reader_name") or facts.get("client_name", "")).split(" ")[0]
    yield "studio", sender.name
    yield "when", moment("starts_at")
    yield "was", moment("from_starts_at")
    yield "until", moment("until")
    yield "free_until", moment("free_until")
    yield "times", "\n".join(f"- {_when(at, zone, language)}" for at in facts.get("starts", ()))
    yield "ends_on", _day(facts["ends_on"], language) if facts.get("ends_on") else ""
    yield "amount", money(facts["amount"], sender.currency) if "amount" in facts else ""
    yield "due", paid("price_due")
    yield "refund", paid("to_refund")
    yield "seats", seats
    yield "party", seats > 1
    yield "count", str(facts["count"]) if "count" in facts else ""
    yield "credits", "" if left is None else _credits(left, language)
    yield "credit_used", facts.get("credit") == "capture"


_AS_THEY_ARE = (
    "client_name",
    "class_name",
    "location_name",
    "address",
    "phone",
    "pass_name",
    "place",
    "credit",
    "credit_back",
    "reason",
    "from_class_name",
    "staff_name",
    "from_staff_name",
    "receipt",
    "note",
    "link",
)


def _credits(left: int, language: str) -> str:
    """In English with its noun; of other languages the words know how to go on."""
    return counted(left, "credit") if tags(language)[-1:] == (ENGLISH,) else str(left)


def _day(text: str, language: str) -> str:
    day = date.fromisoformat(text)
    if tags(language)[-1:] == (ENGLISH,):
        return f"{day.day} {day:%B %Y}"
    return _said(day, language, with_year=True)


def _when(at: int, zone: str, language: str) -> str:
    local = to_local(at, zone)
    if tags(language)[-1:] == (ENGLISH,):
        return f"{local:%A} {local.day} {local:%B}, {local:%H:%M}"
    return f"{_said(local.date(), language)}, {local:%H:%M}"


def _said(day: date, language: str, *, with_year: bool = False) -> str:
    """A day as people of a language write it; where nobody knows how, in figures."""
    from babel import Locale, UnknownLocaleError  # heavy, and English needs none of it
    from babel.dates import format_date

    for tag in tags(language):
        try:
            locale = Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        return str(format_date(day, "long" if with_year else _weekday_and_day(locale), locale))
    return day.isoformat()


def _weekday_and_day(locale: Any) -> str:
    """The language's order of weekday, day and month, each written out."""
    short = locale.datetime_skeletons.get("MMMEd")
    if short is None:
        return "full"
    return re.sub("M{3,}", "MMMM", re.sub("E+", "EEEE", short.pattern))
