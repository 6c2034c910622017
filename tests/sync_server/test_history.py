"""Each command that was accepted leaves its line in every life that it touched (AUD-1)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from core.changes import Change, Outcome
from core.commands.arrivals import CheckIn, CheckInAll
from core.commands.attendance import CloseOccurrence
from core.commands.imports import ClientLine, ImportClients
from core.commands.people import CreateClient, EditClient, FieldChange, NewClient
from core.commands.persons import MergeClients
from core.commands.registry import Command, Kind, spec_of, specs
from core.commands.sales import SellPass
from core.commands.schedule import CancelOccurrence
from core.commands.seats import Book, CancelBooking
from core.domain.ids import StaffId
from core.domain.people import Client
from core.domain.records import LOG_OF_SUBJECT, CommandLog, LogSubject
from core.domain.refusals import Refusal
from core.rules.history import subjects
from sync_server.settlement import Settlement
from tests.support.rules import rule
from tests.support.samples import all_samples
from tests.support.studio import NOW, Studio
from tests.sync.memory_server import MemoryServerStore


@dataclass
class Server:
    """A studio whose commands settle on the server's store, so that they leave lines."""

    studio: Studio
    store: MemoryServerStore = field(default_factory=lambda: MemoryServerStore("h"))

    @classmethod
    def open(cls) -> "Server":
        server = cls(Studio.open())
        rows = [row for found in server.studio.rows().values() for row in found]
        server.store.rows.apply([Change(type(row), row.id, None, row) for row in rows])
        return server

    def settle(self, command: Command, at: int = NOW) -> tuple[Outcome | Refusal, str]:
        """Carry it out; gives what came of it and the id of its line."""
        system = spec_of(command).kind is Kind.SYSTEM
        act = self.studio.act(by=self.studio.owner, at=at, system=system)
        settlement = Settlement(self.store, at)
        result = settlement.command(act, command)
        settlement.close()
        return result, act.command_id

    def lives(self, line: str) -> set[str]:
        """Whose history the line is in."""
        entry = self.store.rows.get(CommandLog, line)
        assert entry is not None
        beside = [one for one in self.store.rows.all(LogSubject) if one.command_id == line]
        named = {entry.client_id, entry.occurrence_id, entry.pass_id}
        return (named | {one.subject_id for one in beside}) - {""}

    def history(self, subject: str) -> list[str]:
        """The names of the commands in somebody's life, in order."""
        lines = {
            one.id: one
            for one in self.store.rows.all(CommandLog)
            if subject in (one.client_id, one.occurrence_id, one.pass_id)
        }
        for beside in self.store.rows.find(LOG_OF_SUBJECT, subject):
            found = self.store.rows.get(CommandLog, beside.command_id)
            assert found is not None
            lines[found.id] = found
        return [one.name for one in sorted(lines.values(), key=lambda one: one.version)]


def named_in(command: Command) -> Iterator[str]:
    for name in ("client_id", "occurrence_id", "pass_id"):
        if value := getattr(command, name, ""):
            yield value


@rule("AUD-1")
@pytest.mark.parametrize("name", sorted(specs))
def test_each_command_leaves_a_line_with_all_whom_it_names_and_changed(name: str) -> None:
    server = Server.open()
    (sample, *_) = [one for one in all_samples(server.studio) if spec_of(one).name == name]
    before = dict.fromkeys((row_type, row.id) for row_type, row in everything(server))
    result, line = server.settle(sample)
    entry = server.store.rows.get(CommandLog, line)
    assert entry is not None
    assert (entry.name, entry.code, entry.settled_at) == (name, result.code, NOW)
    assert entry.actor_id == StaffId(server.studio.owner)
    assert set(named_in(sample)) <= server.lives(line)
    if isinstance(result, Outcome):
        made = [
            Change(row_type, row.id, None, row)
            for row_type, row in everything(server)
            if (row_type, row.id) not in before
        ]
        mine = [one for one in made if getattr(one.after, "changed_by", line) == line]
        assert set(subjects(mine)) <= server.lives(line) | by_reactions(server, line)


def by_reactions(server: Server, line: str) -> set[str]:
    """Whom the server's own commands that followed have touched."""
    others = [one.id for one in server.store.rows.all(CommandLog) if one.id != line]
    return {subject for other in others for subject in server.lives(other)}


def everything(server: Server) -> Iterator[tuple[type, Client]]:
    for row_type, rows in list(server.store.rows.tables.items()):
        for row in list(rows.values()):
            yield row_type, row  # type: ignore[misc]


@rule("AUD-1")
def test_what_was_done_to_many_stands_in_the_life_of_each() -> None:
    server = Server.open()
    s = server.studio
    for client in (s.anna, s.ben, s.clara):
        server.settle(Book(client, s.yoga_0900, pay_at_desk=True))
    server.settle(CheckInAll(s.yoga_0900, (s.anna, s.ben)), s.later(minutes=45))
    server.settle(CloseOccurrence(s.yoga_0900), s.later(hours=3))
    assert server.history(s.anna) == ["book", "check_in_all", "close_occurrence"]
    assert server.history(s.clara) == ["book", "close_occurrence"]
    server.settle(Book(s.dora, s.yoga_tomorrow, pay_at_desk=True))
    server.settle(CancelOccurrence(s.yoga_tomorrow, "storm"))
    assert server.history(s.dora) == ["book", "cancel_occurrence"]
    assert server.history(s.yoga_tomorrow) == ["book", "cancel_occurrence"]


@rule("AUD-1", "PASS-2")
def test_a_pass_shows_what_it_paid_for() -> None:
    server = Server.open()
    s = server.studio
    sale, _ = server.settle(SellPass(s.anna, s.ten, s.london, 120_00, "cash", "LON-A-000001"))
    held = sale.facts["pass_id"]
    server.settle(Book(s.anna, s.yoga_0900))
    server.settle(CheckIn(s.anna, s.yoga_0900), s.later(minutes=45))
    server.settle(Book(s.anna, s.yoga_tomorrow))
    server.settle(CancelBooking(s.anna, s.yoga_tomorrow))
    names = ["sell_pass", "book", "check_in", "book", "cancel_booking"]
    assert [name for name in server.history(held) if name != "promote"] == names


@rule("AUD-1", "ORG-6", "IO-1")
def test_merging_and_importing_are_in_the_lives_of_all_concerned() -> None:
    server = Server.open()
    s = server.studio
    made, _ = server.settle(CreateClient(NewClient("Ann")), NOW + 1)
    other = made.facts["client_id"]
    server.settle(MergeClients(s.anna, other))
    assert "merge_clients" in server.history(s.anna)
    assert server.history(other) == ["create_client", "merge_clients"]
    line = ClientLine(1, NewClient("Iva Import"))
    server.settle(ImportClients("batch", (line,)))
    (iva,) = [one for one in server.store.rows.all(Client) if one.name == "Iva Import"]
    assert server.history(iva.id) == ["import_clients"]


@rule("AUD-1")
def test_a_refused_command_is_in_the_life_of_whom_it_named() -> None:
    server = Server.open()
    s = server.studio
    server.settle(Book(s.anna, s.yoga_0900, pass_id="none"))
    server.settle(EditClient(s.ben, {"email": FieldChange("", "no address")}))
    assert server.history(s.anna) == ["book"]
    assert server.history(s.ben) == ["edit_client"]
