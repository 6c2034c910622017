"""What happens is posted to other programs: signed, again if need be, and given up visibly."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from sqlalchemy import select

from core.changes import Act, Outcome
from core.commands.people import ArchiveClient, CreateClient, NewClient, UndoEditClient
from core.commands.persons import ErasePerson
from core.commands.registry import Command
from core.commands.webhooks import AddWebhook, EndWebhook
from core.domain.ids import CommandId, StaffId
from core.domain.organisation import LOCATIONS_BY_STATE
from core.domain.records import ATTENTION_AT_LOCATION
from core.domain.zones import MINUTE_MS
from core.store.bookkeeping import outbox
from sync_server.database import open_sqlite
from sync_server.notifications.channels import Letter, NotSentError
from sync_server.notifications.delivery import MOST_TRIES, deliver_due
from sync_server.notifications.webhooks import WEBHOOK, WebhookChannel
from sync_server.settlement import settle_all
from tests.support.http_server import running_server
from tests.support.rules import rule
from tests.sync_server.notifications.listener import Listener, open_listener
from tests.sync_server.notifications.test_delivery import (
    ORGANISATION,
    Outbox,
    Remembering,
    StoryClock,
)

URL = "https://example.org/foyer"
KEY = Ed25519PrivateKey.from_private_bytes(b"w" * 32)
FAR = "93.184.216.34"
"""An address outside, which the channel is told in place of this computer's."""


def channel(*addresses: str) -> WebhookChannel:
    return WebhookChannel(KEY, StoryClock(), resolve=lambda _h, _p: list(addresses or (FAR,)))


class Hooked(Outbox):
    """The organisation, in which the server acts, and its post to programs."""

    done = 0

    def do(self, command: Command) -> Outcome:
        self.done += 1
        act = Act(CommandId(f"command {self.done}"), StaffId(""), self.clock.at, system=True)
        with self.database.write(ORGANISATION) as store:
            (result,) = settle_all(store, self.clock.at, [(act, command)])
        assert isinstance(result, Outcome), result
        return result

    def written(self) -> list[tuple[str, str]]:
        """Type of event and state of each that was written."""
        query = select(outbox.c.event, outbox.c.state).where(outbox.c.channel == WEBHOOK)
        with self.database.begin(ORGANISATION) as connection:
            return sorted((str(event), str(state)) for event, state in connection.execute(query))

    def asked(self) -> list[str]:
        """The kinds of what people are asked to look at, anywhere."""
        with self.database.read(ORGANISATION) as store:
            return [
                item.kind
                for place in store.rows.find(LOCATIONS_BY_STATE, "active")
                for item in store.rows.find(ATTENTION_AT_LOCATION, place.id, "open")
            ]

    def post(self, by: object) -> int:
        channels = {"email": Remembering(), WEBHOOK: by}
        return deliver_due(self.database, channels, self.clock)  # type: ignore[arg-type]


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Hooked]:
    database = open_sqlite(tmp_path / "server.db", b"k" * 32)
    yield Hooked(database)
    database.engine.dispose()


@pytest.fixture
def listener() -> Iterator[Listener]:
    with open_listener() as one:
        yield one


@rule("NTF-5")
def test_each_event_is_written_for_who_wants_it(box: Hooked) -> None:
    box.do(AddWebhook(URL))
    box.do(AddWebhook(f"{URL}/archived", ("client_archived",)))
    una = box.do(CreateClient(NewClient("Una"))).facts["client_id"]
    box.do(ArchiveClient(una))
    assert box.written() == [
        ("client_archived", "resting"),
        ("client_archived", "resting"),
        ("client_created", "resting"),
    ]


@rule("NTF-5")
def test_it_tells_what_when_and_because_of_which_command(box: Hooked) -> None:
    box.do(AddWebhook(URL))
    made = box.do(CreateClient(NewClient("Una")))
    heard = Remembering()
    assert box.post(heard) == 1
    (letter,) = heard.sent
    assert json.loads(letter.text) == {
        "type": "client_created",
        "timestamp": box.clock.at,
        "command_id": "command 2",
        "data": json.loads(json.dumps(made.events[0].facts)),
    }


@rule("NTF-5")
def test_what_is_taken_back_is_told_so_and_what_was_told_stays(box: Hooked) -> None:
    box.do(AddWebhook(URL, ("client_edited", "taken_back")))
    box.do(UndoEditClient("command 1", box.client, {}))
    heard = Remembering()
    box.post(heard)
    (letter,) = [one for one in heard.sent if one.subject == "taken_back"]
    assert json.loads(letter.text)["data"] == {"of": "command 1"}


@rule("NTF-5", "ORG-7")
def test_who_is_erased_is_in_no_event_that_waits_but_the_erasing_is_told(box: Hooked) -> None:
    box.do(AddWebhook(URL))
    una = box.do(CreateClient(NewClient("Una"))).facts["client_id"]
    box.do(ErasePerson(una, "asked"))
    assert box.written() == [("client_created", "withdrawn"), ("person_erased", "resting")]


@rule("NTF-5")
def test_nothing_more_is_told_to_one_that_was_ended_and_nobody_is_asked(box: Hooked) -> None:
    hook = box.do(AddWebhook(URL)).facts["webhook_id"]
    box.do(CreateClient(NewClient("Una")))
    box.do(EndWebhook(hook))
    heard = Remembering()
    assert box.post(heard) == 0
    assert heard.sent == []
    assert box.asked() == []
    assert box.written() == [("client_created", "failed")]


@rule("NTF-5")
def test_one_that_does_not_answer_is_tried_again_and_then_put_before_a_person_once(
    box: Hooked,
) -> None:
    box.do(AddWebhook(URL))
    box.do(CreateClient(NewClient("Una")))
    box.do(CreateClient(NewClient("Ulf")))
    dead = Remembering(failures=1000)
    for _ in range(2 * MOST_TRIES):
        box.post(dead)
        box.clock.at += 40 * MINUTE_MS
    assert dead.tried == 2 * MOST_TRIES
    assert box.asked() == ["NTF-5"]
    assert {state for _, state in box.written()} == {"failed"}


@rule("NTF-5")
def test_one_that_is_deaf_is_asked_once_a_round(box: Hooked) -> None:
    box.do(AddWebhook(URL))
    for name in ("Una", "Ulf", "Ute"):
        box.do(CreateClient(NewClient(name)))
    dead = Remembering(failures=1000)
    box.post(dead)
    assert dead.tried == 1
    box.post(dead)
    assert dead.tried == 1


@rule("NTF-5")
def test_what_is_posted_can_be_verified_with_the_key_alone(listener: Listener) -> None:
    channel().send(Letter("key-1", listener.url, "booked", '{"type":"booked"}'))
    ((headers, text),) = listener.posts
    assert text == '{"type":"booked"}'
    assert headers["webhook-id"] == "key-1"
    version, _, signature = headers["webhook-signature"].partition(",")
    said = f"key-1.{headers['webhook-timestamp']}.{text}".encode()
    key = Ed25519PublicKey.from_public_bytes(channel().public_key)
    assert version == "v1a"
    key.verify(base64.b64decode(signature), said)


@rule("NTF-5")
@pytest.mark.parametrize(
    ("status", "final"), [(500, False), (404, False), (429, False), (302, False), (410, True)]
)
def test_only_gone_ends_the_trying_and_no_redirect_is_followed(
    listener: Listener, status: int, final: bool
) -> None:
    listener.answers = [status]
    with pytest.raises(NotSentError) as not_sent:
        channel().send(Letter("key-1", listener.url, "booked", "{}"))
    assert not_sent.value.final is final
    assert len(listener.posts) == 1


@rule("NTF-5")
@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "fd00::1"])
def test_the_server_s_own_network_is_not_reached(listener: Listener, inside: str) -> None:
    with pytest.raises(NotSentError, match="inside") as not_sent:
        channel(FAR, inside).send(Letter("key-1", listener.url, "booked", "{}"))
    assert not_sent.value.final
    assert listener.posts == []


@rule("NTF-5")
def test_an_unknown_name_or_a_closed_door_is_tried_again() -> None:
    for url in ("http://[::1", "http://127.0.0.1:1/"):
        with pytest.raises(NotSentError) as not_sent:
            channel().send(Letter("key-1", url, "booked", "{}"))
        assert not not_sent.value.final


@rule("NTF-5")
def test_receivers_fetch_the_key(tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        answer = httpx.get(f"{server.url}/v1/webhook-key", trust_env=False).json()["key"]
        ours = server.office.channels[WEBHOOK]
    assert isinstance(ours, WebhookChannel)
    assert base64.b64decode(answer.removeprefix("whpk_")) == ours.public_key
