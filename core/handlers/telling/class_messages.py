"""Handlers that write to the people of a class (NTF-1, NTF-3)."""

from core.changes import Act, Event, Outcome
from core.commands.class_messages import Readers, TakeBackMessage, WriteToClass
from core.domain.bookings import (
    BOOKINGS_OF_OCCURRENCE,
    OFFERS_OF_OCCURRENCE,
    SEATED,
    WAITING_FOR_OCCURRENCE,
)
from core.domain.ids import derive
from core.domain.messages import MESSAGES_OF_OCCURRENCE
from core.domain.notices import CHANNELS
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.handlers.registry import handles
from core.handlers.scene import Facts, scene_of
from core.ports import Reader, Tx

WRITTEN = "class_message"


@handles(WriteToClass)
def write_to_class(tx: Tx, act: Act, command: WriteToClass) -> Outcome | Refusal:
    """Refuses `text_missing`, `nobody_to_write_to`, `class_over`.

    The facts say to how many, and who of them has neither e-mail nor phone.
    """
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    text = command.text.strip()
    if not text:
        return Refusal("text_missing", scene.facts())
    if act.occurred_at >= scene.occurrence.ends_at:
        return Refusal("class_over", {**scene.facts(), "ended_at": scene.occurrence.ends_at})
    people = _people(tx, command.occurrence_id, command.to)
    if not people:
        return Refusal("nobody_to_write_to", scene.facts())
    facts: Facts = {
        **scene.facts(),
        "client_ids": people,
        "count": len(people),
        "unreachable_ids": [one for one in people if not _reachable(tx, one)],
        "note": text,
    }
    return Outcome("class_written_to", facts, (Event(WRITTEN, facts),))


@handles(TakeBackMessage)
def take_back_message(tx: Tx, _act: Act, command: TakeBackMessage) -> Outcome | Refusal:
    """Refuses `message_left`, as soon as one of them has left. The server withdraws the rest."""
    scene = scene_of(tx, command.occurrence_id)
    if isinstance(scene, Refusal):
        return scene
    left = [
        line
        for line in tx.find(MESSAGES_OF_OCCURRENCE, command.occurrence_id)
        if line.event == WRITTEN and line.id in _ids(command.of, line.client_id)
    ]
    if left:
        return Refusal("message_left", {**scene.facts(), "count": len(left)})
    return Outcome("undone", scene.facts())


def _ids(of: str, client_id: str) -> set[str]:
    """The ids that the messages of a command to a client have."""
    return {derive("message", of, client_id, WRITTEN, channel) for channel in CHANNELS}


def _people(tx: Reader, occurrence_id: str, to: Readers) -> list[str]:
    found: list[str] = []
    if to != "waiting":
        seated = tx.find(BOOKINGS_OF_OCCURRENCE, occurrence_id)
        found += [one.client_id for one in seated if one.state in SEATED]
    if to != "booked":
        found += [one.client_id for one in tx.find(OFFERS_OF_OCCURRENCE, occurrence_id)]
        found += [one.client_id for one in tx.find(WAITING_FOR_OCCURRENCE, occurrence_id)]
    return list(dict.fromkeys(found))


def _reachable(tx: Reader, client_id: str) -> bool:
    client = tx.get(Client, client_id)
    return client is not None and bool(client.email or client.phone)
