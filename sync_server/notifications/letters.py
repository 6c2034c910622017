"""A message of the outbox in words: a template per event, its first line is the subject."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from core.domain.json_text import mapping
from sync_server.notifications.channels import Letter

TEMPLATES = Path(__file__).resolve().parents[2] / "resources" / "templates" / "letters"


def letter_for(key: str, event: str, address: str, body: str) -> Letter:
    """The letter of an event. `body` is the JSON of its facts, times in UTC with their zone."""
    facts = mapping(body)
    text = _template(event).render(facts | _shown(facts))
    subject, _, rest = text.partition("\n")
    return Letter(key, address, subject.strip(), rest.lstrip("\n"))


def has_template(event: str) -> bool:
    """Whether there are words for an event."""
    return (TEMPLATES / f"{event}.txt").exists()


def _shown(facts: dict[str, Any]) -> dict[str, Any]:
    zone = ZoneInfo(facts.get("zone") or "UTC")
    local = datetime.fromtimestamp(facts.get("starts_at", 0) / 1000, UTC).astimezone(zone)
    return {
        "when": f"{local:%A} {local.day} {local:%B}, {local:%H:%M}",
        "credits_left": facts.get("credits_left"),
        "pass_name": facts.get("pass_name", ""),
        "place": facts.get("place"),
        "due": facts.get("due_text", ""),
    }


@cache
def _template(event: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - plain text, never HTML
        keep_trailing_newline=True,
    )
    return environment.get_template(f"{event}.txt")
