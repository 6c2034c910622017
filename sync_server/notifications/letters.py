"""A message of the outbox in words: a template per event, its first line is the subject."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateError

from core.domain.json_text import mapping
from core.domain.telling import counted, money
from core.domain.zones import to_local
from sync_server.notifications.calendar import calendar_of
from sync_server.notifications.channels import Letter, NotSentError

TEMPLATES = Path(__file__).resolve().parents[2] / "resources" / "templates" / "letters"

_GAP = re.compile(r"\n{3,}")


class Sender(msgspec.Struct, frozen=True):
    """The studio that writes."""

    name: str = ""
    currency: str = ""


def letter_for(key: str, event: str, address: str, body: str, sender: Sender) -> Letter:
    """The letter of an event. `body` is the JSON of its facts, times in UTC with their zone.

    Raises NotSentError, final, where no letter can be made of them.
    """
    try:
        facts = mapping(body)
        text = _template(event).render(facts | _shown(facts, sender))
        entry = calendar_of(event, facts, sender.name)
    except (TemplateError, msgspec.DecodeError, KeyError) as error:
        why = f"{type(error).__name__}: {error}"
        raise NotSentError(f"no letter can be written: {why}", final=True) from error
    subject, _, rest = text.partition("\n")
    written = _GAP.sub("\n\n", rest).strip() + "\n"
    return Letter(key, address, subject.strip(), written, entry, sender.name)


def has_template(event: str) -> bool:
    """Whether there are words for an event."""
    return (TEMPLATES / f"{event}.txt").exists()


def _shown(facts: dict[str, Any], sender: Sender) -> dict[str, Any]:
    """What templates say instead of figures; a fact that an event may lack is empty."""
    zone = facts.get("zone") or "UTC"
    given = str(facts.get("reader_name") or facts.get("client_name", "")).split(" ")[0]
    left, due = facts.get("credits_left"), facts.get("price_due") or 0
    until = facts.get("free_until", 0)
    return {
        "given_name": given,
        "studio": sender.name,
        "when": _when(facts.get("starts_at", 0), zone),
        "was": _when(facts["from_starts_at"], zone) if "from_starts_at" in facts else "",
        "until": _when(facts["until"], zone) if facts.get("until") else "",
        "times": [_when(at, zone) for at in facts.get("starts", ())],
        "count": facts.get("count", 0),
        "ends_on": _day(facts["ends_on"]) if facts.get("ends_on") else "",
        "amount": money(facts["amount"], sender.currency) if "amount" in facts else "",
        "free_until": _when(until, zone) if until else "",
        "credits": "" if left is None else counted(left, "credit"),
        "due": money(due, sender.currency) if due else "",
        "refund": money(facts["to_refund"], sender.currency) if facts.get("to_refund") else "",
        **{name: facts.get(name, "") for name in OPTIONAL},
        "seats": facts.get("seats", 1),
    }


OPTIONAL = (
    "pass_name",
    "place",
    "address",
    "phone",
    "location_name",
    "credit",
    "credit_back",
    "reason",
    "from_class_name",
    "staff_name",
    "from_staff_name",
    "receipt",
    "note",
)


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day} {day:%B %Y}"


def _when(at: int, zone: str) -> str:
    local = to_local(at, zone)
    return f"{local:%A} {local.day} {local:%B}, {local:%H:%M}"


@cache
def _template(event: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - plain text, never HTML
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(f"{event}.txt")
