"""A message of the outbox as it leaves: the studio's words or Foyer's, and its calendar entry."""

from collections.abc import Iterable

import msgspec

from core.domain.json_text import mapping
from core.domain.notices import EMAIL
from core.domain.organisation import Organisation
from core.domain.people import Client
from core.domain.templates import TEMPLATES_OF_EVENT, Template
from core.ports import Reader
from core.rules.telling.letters import Sender, words_for, written
from core.rules.telling.templates import TornError
from sync_server.notifications.calendar import calendar_of
from sync_server.notifications.channels import Letter, NotSentError


class Waiting(msgspec.Struct, frozen=True):
    """What a letter is made of: `body` is the JSON of its facts, times in UTC with their zone."""

    id: str
    event: str
    address: str
    body: str
    channel: str = EMAIL


def letter_from(rows: Reader, organisation_id: str, message: Waiting) -> Letter:
    """The letter of a message in the language of who reads it, as far as there are words.

    Raises NotSentError, final, where no letter can be made of its facts.
    """
    studio = rows.get(Organisation, organisation_id)
    sender = Sender(studio.name, studio.currency, studio.language) if studio else Sender()
    own = rows.find(TEMPLATES_OF_EVENT, message.event, message.channel)
    return letter_for(message, sender, own, rows)


def letter_for(
    message: Waiting, sender: Sender, own: Iterable[Template] = (), rows: Reader | None = None
) -> Letter:
    """The letter of an event. Raises NotSentError, final, where none can be made of the facts."""
    try:
        facts = mapping(message.body)
        client_id = str(facts.get("client_id", ""))
        reader = rows.get(Client, client_id) if rows is not None and client_id else None
        spoken = reader.language if reader is not None else ""
        words = words_for(message.event, message.channel, own, spoken, sender.language)
        made = written(words, facts, sender)
        entry = calendar_of(message.event, facts, sender.name)
    except (TornError, msgspec.DecodeError, KeyError, ValueError) as error:
        why = f"{type(error).__name__}: {error}"
        raise NotSentError(f"no letter can be written: {why}", final=True) from error
    return Letter(message.id, message.address, made.subject, made.text, entry, sender.name)
