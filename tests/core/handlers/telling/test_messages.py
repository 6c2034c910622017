"""What became of each message, in whatever order the reports come (NTF-6, NTF-10)."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from core.commands.messages import NoteMessage
from core.commands.system import RaiseAttention
from core.domain.messages import MESSAGES_BY_PROVIDER, MessageLog
from core.queries import messages
from core.rules.reactions import reactions
from core.rules.telling.message_states import bounced
from tests.support.rules import rule
from tests.support.stored import stored
from tests.support.studio import NOW, Studio


def said(s: Studio, state: Any, *, event: str = "class_cancelled", **how: Any) -> NoteMessage:
    return NoteMessage("m1", event, "email", state, s.anna, s.yoga_0900, **how)


@rule("NTF-6", "NS-4")
@pytest.mark.parametrize("order", list(permutations(["sent", "failed", "delivered"])))
def test_reports_in_any_order_come_to_the_same(order: tuple[str, ...]) -> None:
    s = Studio.open()
    for number, state in enumerate(order):
        s.do(said(s, state), system=True, at=NOW + number)
        s.do(said(s, state), system=True, at=NOW + number)
    assert s.get(MessageLog, "m1").state == "delivered"
    assert s.get(MessageLog, "m1").at == NOW


@rule("NTF-6")
def test_the_provider_s_number_and_its_answer_are_kept_and_no_address() -> None:
    s = Studio.open()
    s.do(said(s, "sent", provider_id="SM123"), system=True)
    s.do(said(s, "failed", why="550 no such user"), system=True)
    (line,) = s.reader.find(MESSAGES_BY_PROVIDER, "SM123")
    assert (line.state, line.why, line.client_id) == ("failed", "550 no such user", s.anna)
    assert "@" not in str(line)


@rule("NTF-10")
def test_what_comes_back_after_it_left_makes_somebody_call() -> None:
    s = Studio.open()
    s.do(said(s, "sent"), system=True)
    outcome = s.do(said(s, "failed", why="full"), system=True)
    ((_, ask),) = reactions("c", outcome.events)
    assert ask == RaiseAttention("NTF-10", "class_cancelled", "full", s.anna, s.yoga_0900)
    assert s.do(said(s, "failed"), system=True).events == ()


@rule("NTF-10")
@pytest.mark.parametrize(
    ("event", "before", "now", "calls"),
    [
        ("class_cancelled", "sent", "failed", True),
        ("class_cancelled", "delivered", "delivered", False),
        ("class_cancelled", "", "failed", False),
        ("booking_confirmed", "sent", "failed", False),
    ],
)
def test_only_what_matters_and_was_on_its_way(
    event: str, before: str, now: str, calls: bool
) -> None:
    assert bounced(event, before, now) is calls


@rule("NTF-6", "SCH-14")
def test_who_was_not_reached_by_any_channel_is_listed(tmp_path: Path) -> None:
    s = Studio.open()
    cancelled = {"event": "class_cancelled", "occurrence_id": s.yoga_0900}
    lines = [
        NoteMessage("a1", channel="email", state="failed", client_id=s.anna, **cancelled),
        NoteMessage("a2", channel="sms", state="delivered", client_id=s.anna, **cancelled),
        NoteMessage("b1", channel="email", state="failed", client_id=s.ben, **cancelled),
        NoteMessage("c1", channel="email", state="sent", client_id=s.clara, **cancelled),
        NoteMessage("d1", channel="email", state="expired", client_id=s.dora, **cancelled),
    ]
    for line in lines:
        s.do(line, system=True)
    with stored(s, tmp_path) as source:
        assert set(messages.not_reached(source, s.yoga_0900, "class_cancelled")) == {
            s.ben,
            s.dora,
        }
        assert messages.not_reached(source, s.yoga_0900, "class_moved") == []
        assert {one.channel for one in messages.of_client(source, s.anna)} == {"email", "sms"}


def test_only_the_server_notes_messages() -> None:
    s = Studio.open()
    assert s.refuse(said(s, "sent"), by=s.owner).code == "system_only"
