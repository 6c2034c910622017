"""What a settlement makes the client hear, and what an undo takes back."""

from core.commands.seats import Book, UndoBook
from core.domain.json_text import mapping
from tests.support.rules import rule
from tests.sync.memory_server import MemoryServerStore
from tests.sync.world import World


def letters(world: World) -> list[tuple[str, str]]:
    store: MemoryServerStore = world.database.store  # type: ignore[attr-defined]
    return sorted((m.event, m.address) for m in store.messages.values())


@rule("NTF-1")
def test_a_booking_is_confirmed_once_however_often_it_is_pushed() -> None:
    with World.open() as world:
        desk = world.desks[0]
        desk.link.repeated = 1.0
        desk.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
        desk.exchange()
        assert letters(world) == [("booking_confirmed", "client0@example.org")]


@rule("NTF-1", "SET-1")
def test_the_one_who_lost_the_last_seat_is_told_once_and_the_winner_is_confirmed() -> None:
    with World.open() as world:
        here, there = world.desks
        occurrence = world.occurrences[2]
        here.do(Book(world.clients[0], occurrence, seats=3, pay_at_desk=True))
        world.heal()
        here.do(Book(world.clients[1], occurrence, pay_at_desk=True))
        there.do(Book(world.clients[2], occurrence, pay_at_desk=True))
        here.exchange()
        there.exchange()
        world.heal()
        assert letters(world) == [
            ("booking_confirmed", "client0@example.org"),
            ("booking_confirmed", "client1@example.org"),
            ("waitlisted_by_settlement", "client2@example.org"),
        ]


@rule("NTF-3")
def test_undo_takes_the_message_back_and_sends_none() -> None:
    with World.open() as world:
        desk = world.desks[0]
        client, occurrence = world.clients[0], world.occurrences[0]
        booked = desk.run(Book(client, occurrence, pay_at_desk=True))
        desk.exchange()
        desk.do(UndoBook(booked.command_id, client, occurrence))
        desk.exchange()
        assert letters(world) == []


@rule("NTF-3")
def test_a_message_rests_a_minute_and_ends_with_the_start_of_the_class() -> None:
    with World.open() as world:
        desk = world.desks[0]
        desk.do(Book(world.clients[0], world.occurrences[0], pay_at_desk=True))
        desk.exchange()
        store: MemoryServerStore = world.database.store  # type: ignore[attr-defined]
        (message,) = store.messages.values()
        facts = mapping(message.body)
        assert 59_000 < message.due_at - world.clock.at <= 60_000
        assert message.expires_at == facts["starts_at"]
