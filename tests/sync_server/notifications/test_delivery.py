"""From the outbox to the post: once claimed, at least once sent, given up before a person."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select

from core.changes import Act, Outcome
from core.commands.people import CreateClient, EditClient, FieldChange, NewClient
from core.commands.registry import Command
from core.commands.templates import TakeBackTemplate, WriteTemplate
from core.domain.ids import CommandId, StaffId
from core.domain.json_text import dump, mapping
from core.domain.messages import MESSAGES_OF_CLIENT
from core.domain.people import Client
from core.domain.records import ATTENTION_AT_LOCATION, Attention
from core.store.bookkeeping import outbox
from sync_server.database import SqlDatabase, open_postgresql, open_sqlite
from sync_server.demo.batch import BatchStore
from sync_server.demo.catalogue import found
from sync_server.demo.clerk import Clerk
from sync_server.demo.homes import LONDON
from sync_server.notifications import delivery
from sync_server.notifications.channels import Letter, MailboxFolder, NotSentError
from sync_server.notifications.delivery import CLAIM_MS, MOST_TRIES, deliver_due, pause_after
from sync_server.settlement import settle_all
from sync_server.store.port import Message
from sync_server.store.sql import create_head
from tests.support.rules import rule
from tests.sync_server.notifications.post_office import channel_to, open_post_office

ORGANISATION = "org-post"
NOON = 1_772_452_800_000
HOUR_MS = 3_600_000


class StoryClock:
    """Time that stands until the story moves it."""

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> int:
        return self.at


class Remembering:
    """A channel that keeps what it sent, and fails as often as it is told."""

    def __init__(self, failures: int = 0, *, final: bool = False) -> None:
        self.sent: list[Letter] = []
        self.tried = 0
        self._failures = failures
        self._final = final
        self._lock = threading.Lock()

    def send(self, letter: Letter) -> str:
        with self._lock:
            self.tried += 1
            if self.tried <= self._failures:
                raise NotSentError(
                    "451 later" if not self._final else "550 never", final=self._final
                )
            self.sent.append(letter)
        return "accepted"


class Outbox:
    """An organisation with a client, and messages to put into its outbox."""

    def __init__(self, database: SqlDatabase) -> None:
        self.database = database
        self.clock = StoryClock()
        self._acts = 0
        with database.engine.begin() as connection:
            connection.execute(create_head(ORGANISATION, "history"))
        making = BatchStore()
        clerk = Clerk(making, 1)
        self.location = found(clerk, ORGANISATION, LONDON, "", NOON).locations["Northgate"]
        zoe = NewClient("Zoë Becker", phone="+447700900123", home_location_id=self.location)
        self.client = clerk.do(CreateClient(zoe), NOON)["client_id"]
        with database.write(ORGANISATION) as store:
            making.write_out(store, NOON)

    def put(self, key: str, event: str = "booking_cancelled", **how: object) -> None:
        facts = {"client_id": self.client, "client_name": "Zoë Becker", "class_name": "Mat"} | {
            "zone": "Europe/London",
            "starts_at": NOON + 6 * HOUR_MS,
            "location_id": self.location,
        }
        message = Message(
            key,
            f"cause of {key}",
            event,
            "email",
            "zoe@example.org",
            dump(facts),
            NOON,
            NOON + 6 * HOUR_MS,
        )
        with self.database.write(ORGANISATION) as store:
            store.add_message(
                Message(
                    **{
                        **{name: getattr(message, name) for name in message.__struct_fields__},
                        **how,
                    }
                )
            )

    def write(self, language: str, subject: str, text: str) -> None:
        self._do(WriteTemplate("booking_cancelled", "email", language, subject, text))

    def take_back(self, language: str) -> None:
        self._do(TakeBackTemplate("booking_cancelled", "email", language))

    def speaks(self, language: str) -> None:
        """The client reads another language from now on."""
        with self.database.read(ORGANISATION) as store:
            client = store.rows.get(Client, self.client)
        assert client is not None
        change = FieldChange(client.language, language)
        self._do(EditClient(self.client, {"language": change}))

    def _do(self, command: Command) -> None:
        with self.database.write(ORGANISATION) as store:
            self._acts += 1
            act = Act(CommandId(f"act {self._acts}"), StaffId(""), NOON, system=True)
            (settled,) = settle_all(store, NOON, [(act, command)])
        assert isinstance(settled, Outcome), settled

    def deliver(self, channel: object) -> int:
        return deliver_due(self.database, {"email": channel}, self.clock)  # type: ignore[dict-item]

    def state(self, key: str) -> tuple[str, str, int, int]:
        """State, result, tries and due time of a message."""
        columns = select(outbox.c.state, outbox.c.result, outbox.c.tries, outbox.c.due_at)
        with self.database.begin(ORGANISATION) as connection:
            row = connection.execute(columns.where(outbox.c.id == key)).one()
        return row[0], row[1], row[2], row[3]

    def attention(self) -> list[Attention]:
        with self.database.read(ORGANISATION) as store:
            return store.rows.find(ATTENTION_AT_LOCATION, self.location, "open")


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Outbox]:
    database = open_sqlite(tmp_path / "server.db", b"k" * 32)
    yield Outbox(database)
    database.engine.dispose()


def plain(letter: EmailMessage) -> str:
    """What stands in a letter; the post ends lines in its own way."""
    return str(letter.get_content()).replace("\r\n", "\n")


@rule("NTF-4")
def test_the_post_gets_the_studios_own_words_in_the_clients_language(box: Outbox) -> None:
    hebrew = "שלום {given_name},\n<b>{class_name}</b>[ {pass_name}] {when}\n"
    box.write("he", "בוטל: {class_name}", hebrew)
    box.write("en", "Off: {class_name}", "Sorry, {given_name}[, {pass_name}].")
    box.put("one")
    box.speaks("he-IL")
    with open_post_office() as (office, port):
        box.deliver(channel_to(port))
        box.speaks("it")
        box.put("two")
        box.deliver(channel_to(port))
        box.take_back("en")
        box.put("three")
        box.deliver(channel_to(port))
    first, second, third = office.letters
    assert first["Subject"] == "בוטל: Mat"
    assert first.get_content_type() == "text/plain"
    assert plain(first) == "שלום Zoë,\n<b>Mat</b> יום שני, 2 במרץ, 18:00\n"
    assert (second["Subject"], plain(second)) == ("Off: Mat", "Sorry, Zoë.\n")
    assert third["Subject"] == "Cancelled: Mat, Monday 2 March, 18:00"


@rule("NTF-6")
def test_what_became_of_each_is_in_the_client_s_history(box: Outbox) -> None:
    box.put("one")
    box.deliver(Remembering())
    box.put("two")
    box.deliver(Remembering(failures=1, final=True))
    box.put("three", expires_at=NOON)
    box.deliver(Remembering())
    with box.database.read(ORGANISATION) as store:
        lines = store.rows.find(MESSAGES_OF_CLIENT, box.client)
    assert sorted((line.id, line.state) for line in lines) == [
        ("one", "sent"),
        ("three", "expired"),
        ("two", "failed"),
    ]


@rule("NTF-3")
def test_a_letter_that_is_due_leaves_once(box: Outbox) -> None:
    channel = Remembering()
    box.put("one")
    assert box.deliver(channel) == 1
    assert box.deliver(channel) == 0
    assert [letter.key for letter in channel.sent] == ["one"]
    assert channel.sent[0].sender_name == "Northgate Studio"
    assert box.state("one")[0] == "sent"


@rule("NTF-3")
def test_a_letter_that_rests_does_not_leave_yet(box: Outbox) -> None:
    channel = Remembering()
    box.put("one", due_at=NOON + 60_000)
    assert box.deliver(channel) == 0
    box.clock.at += 60_000
    assert box.deliver(channel) == 1


@rule("NTF-3")
def test_pauses_grow_until_it_leaves(box: Outbox) -> None:
    channel = Remembering(failures=3)
    box.put("one")
    pauses = []
    while box.state("one")[0] == "resting":
        box.deliver(channel)
        state, _, _, due_at = box.state("one")
        if state == "resting":
            pauses.append(due_at - box.clock.at)
            box.clock.at = due_at
    assert pauses == [30_000, 60_000, 120_000]
    assert [letter.key for letter in channel.sent] == ["one"]


@rule("NTF-3", "NTF-10")
def test_it_is_given_up_after_many_tries_and_a_person_is_asked_to_call(box: Outbox) -> None:
    channel = Remembering(failures=MOST_TRIES)
    box.put("one", expires_at=NOON + 100 * HOUR_MS)
    for _ in range(MOST_TRIES):
        box.deliver(channel)
        box.clock.at += pause_after(MOST_TRIES)
    assert box.state("one")[:3] == ("failed", "451 later", MOST_TRIES)
    (item,) = box.attention()
    assert item.kind == "NTF-10"
    facts = mapping(item.facts)
    assert (facts["why"], facts["phone"]) == ("451 later", "+447700900123")
    assert box.deliver(channel) == 0


@rule("NTF-10")
def test_a_refusal_for_good_is_given_up_at_once_and_asks_once(box: Outbox) -> None:
    poked: list[str] = []
    box.put("one")
    channel = Remembering(failures=1, final=True)
    deliver_due(box.database, {"email": channel}, box.clock, poked.append)
    assert box.state("one")[:2] == ("failed", "550 never")
    assert len(box.attention()) == 1
    assert poked == [ORGANISATION]


@rule("NTF-10")
def test_who_has_no_address_is_to_be_called(box: Outbox) -> None:
    box.put("one", address="")
    assert box.deliver(Remembering()) == 0
    assert box.state("one")[:2] == ("failed", "There is no address.")
    assert len(box.attention()) == 1


def test_a_confirmation_that_fails_asks_nobody_to_call(box: Outbox) -> None:
    box.put("one", "booking_confirmed")
    box.deliver(Remembering(failures=1, final=True))
    assert box.state("one")[0] == "failed"
    assert box.attention() == []


@rule("NTF-10")
def test_it_is_given_up_while_a_call_still_helps(box: Outbox) -> None:
    box.put("one", expires_at=NOON + 20_000)
    box.deliver(Remembering(failures=1))
    assert box.state("one")[0] == "failed"
    assert len(box.attention()) == 1


@rule("NTF-3")
def test_nothing_is_sent_for_what_is_past(box: Outbox) -> None:
    channel = Remembering()
    box.put("one")
    box.clock.at = NOON + 6 * HOUR_MS
    assert box.deliver(channel) == 0
    assert channel.tried == 0
    assert box.state("one")[0] == "expired"


@rule("NTF-3")
def test_a_server_that_died_after_sending_sends_again_under_the_same_key(
    box: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with open_post_office() as (office, port):
        channel = channel_to(port)
        box.put("one")
        with monkeypatch.context() as dying:
            dying.setattr(delivery, "_end", die)
            with pytest.raises(KeyboardInterrupt):
                box.deliver(channel)
        assert box.deliver(channel) == 0
        box.clock.at += CLAIM_MS
        assert box.deliver(channel) == 1
        assert office.keys == ["<one@foyer>"] * 2


@rule("NTF-3")
def test_after_such_a_death_the_mailbox_still_holds_one_file(
    box: Outbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = MailboxFolder(tmp_path / "mailbox")
    box.put("one")
    with monkeypatch.context() as dying:
        dying.setattr(delivery, "_end", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            box.deliver(channel)
    box.clock.at += CLAIM_MS
    box.deliver(channel)
    assert [file.name for file in (tmp_path / "mailbox").iterdir()] == ["one.eml"]


@rule("NTF-10")
def test_a_server_that_died_after_asking_for_a_call_asks_once(
    box: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = Remembering(failures=2, final=True)
    box.put("one")
    with monkeypatch.context() as dying:
        dying.setattr(delivery, "_end", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            box.deliver(channel)
    box.clock.at += CLAIM_MS
    box.deliver(channel)
    assert box.state("one")[0] == "failed"
    assert len(box.attention()) == 1


def test_one_that_is_taken_back_while_it_is_tried_stays_taken_back(box: Outbox) -> None:
    class Undone:
        def send(self, letter: Letter) -> str:
            with box.database.write(ORGANISATION) as store:
                store.withdraw_messages("cause of one")
            raise NotSentError("451 later")

    box.put("one")
    box.deliver(Undone())
    assert box.state("one")[0] == "withdrawn"


def test_a_letter_that_cannot_be_written_does_not_stop_the_others(box: Outbox) -> None:
    channel = Remembering()
    box.put("a", "no_such_event")
    box.put("b", body=dump({"client_id": box.client}))
    box.put("c")
    assert box.deliver(channel) == 1
    assert "no letter can be written" in box.state("a")[1]
    assert box.state("b")[0] == "failed"


@contextmanager
def _two_at_once(database: SqlDatabase) -> Iterator[None]:
    box, channel = Outbox(database), Remembering()
    for number in range(40):
        box.put(f"letter-{number:02d}")
    both = threading.Barrier(2)

    def deliver() -> None:
        both.wait()
        box.deliver(channel)

    threads = [threading.Thread(target=deliver) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(letter.key for letter in channel.sent) == {
        f"letter-{number:02d}": 1 for number in range(40)
    }
    yield
    database.engine.dispose()


@rule("NTF-3")
def test_two_deliverers_never_send_one_letter_twice_on_sqlite(tmp_path: Path) -> None:
    with _two_at_once(open_sqlite(tmp_path / "server.db", b"k" * 32)):
        pass


@rule("NTF-3")
def test_two_deliverers_never_send_one_letter_twice_on_postgresql(postgres_url: str) -> None:
    with _two_at_once(open_postgresql(postgres_url)):
        pass
