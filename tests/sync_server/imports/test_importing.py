"""A whole import: planned, applied in parts, cut and gone on with, taken back."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from typer.testing import CliRunner

from core.commands.imports import ImportPasses
from core.commands.people import CreateClient, NewClient
from core.domain.credits import LEDGER_OF_PASS, PASSES_OF_BATCH, PAYMENTS_OF_CLIENT, Pass
from core.domain.people import CLIENTS_OF_BATCH, Client
from core.domain.refusals import Fault
from core.imports.parts import MOST_LINES
from core.imports.plan import Plan, Wish, plan_import
from core.imports.report import errors_path, told, write_errors
from core.rules.passes.credits import balance
from sync_server import cli
from sync_server.founding import Founding, Studio, found
from sync_server.imports.sending import Imported, Importer
from sync_server.office import Office
from sync_server.opening import Where, open_office
from tests.support.rules import rule
from tests.support.servers import Children

HEAD = "Name,Email,Phone,Birthday,Pass,Credits left,Expires on,Notes\n"
ANNA = "Anna Ångström,anna@example.org,020 7946 0001,28/03/1990,10-class,4,31/12/2026,left knee\n"


class Desk:
    """A studio in SQLite, and imports into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.office: Office = open_office(Where(folder / "data"))
        studio = Studio("Harbour", "GBP", "London", "Europe/London", "LON", "Olive", country="GB")
        self.organisation = found(self.office, studio).organisation_id
        self.importer = Importer(self.office.database, self.organisation, self.office.clock)

    def plan(self, text: str, **how: object) -> Plan:
        path = self.folder / "export.csv"
        path.write_text(text, encoding="utf-8")
        with self.office.database.read(self.organisation) as store:
            wish = Wish(path, **how)  # type: ignore[arg-type]
            return plan_import(store.rows, self.organisation, wish, self.office.clock.now())

    def take(self, text: str) -> Imported:
        return self.importer.apply(self.plan(text))

    def add(self, new: NewClient) -> str:
        with self.office.database.write(self.organisation) as store:
            founding = Founding(store, self.office.clock.now())
            made = founding.do(CreateClient(new))["client_id"]
            founding.close()
        return made

    def clients(self, batch: str) -> list[Client]:
        with self.office.database.read(self.organisation) as store:
            return store.rows.find(CLIENTS_OF_BATCH, batch)

    def passes(self, batch: str) -> list[Pass]:
        with self.office.database.read(self.organisation) as store:
            return store.rows.find(PASSES_OF_BATCH, batch)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(tmp_path)
    yield opened
    opened.office.database.engine.dispose()


def many(count: int) -> str:
    """A file of so many different people."""
    return HEAD + "".join(
        f"Client {n},client{n}@example.org,,,10-class,{n % 11},,\n" for n in range(count)
    )


@rule("IO-1", "IO-4")
def test_a_client_and_a_pass_are_made_without_revenue(desk: Desk) -> None:
    plan = desk.plan(HEAD + ANNA)
    assert desk.importer.apply(plan) == Imported(clients=1, passes=1)
    (anna,), (held,) = desk.clients(plan.batch_id), desk.passes(plan.batch_id)
    assert (anna.name, anna.phone, anna.birthday) == (
        "Anna Ångström",
        "+442079460001",
        "1990-03-28",
    )
    assert (held.client_id, held.credits, held.price, held.valid_until) == (
        anna.id,
        4,
        0,
        "2026-12-31",
    )
    with desk.office.database.read(desk.organisation) as store:
        ledger = store.rows.find(LEDGER_OF_PASS, held.id)
        assert store.rows.find(PAYMENTS_OF_CLIENT, anna.id) == []
    assert [(one.kind, one.reason) for one in ledger] == [("grant", "imported")]
    assert balance(ledger) == 4


@rule("IO-1")
def test_a_plan_writes_nothing(desk: Desk) -> None:
    plan = desk.plan(many(3))
    assert (len(plan.made.clients), len(plan.made.passes)) == (3, 3)
    assert desk.clients(plan.batch_id) == []


@rule("IO-1")
@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (",nobody@example.org,,,,,,\n", "the name is missing"),
        ("Ben,ben at example,,,,,,\n", "“ben at example” is not an e-mail address"),
        ("Ben,,,31/02/1990,,,,\n", "“31/02/1990” is not a date"),
        ("Ben,,,01/01/1790,,,,\n", "“01/01/1790” is no birthday"),
        ("Ben,,none,,,,,\n", "“none” is not a phone number"),
        ("Ben,,,,10-class,a few,,\n", "“a few” is no number of credits"),
        ("Ben,,,,10-class,3,01/01/1999,\n", "“01/01/1999” is no date of a pass"),
        (f"Ben,,,,,,,{'x' * 10_000}\n", "notes has 10000 characters, at most 2000 fit"),
        (f"{'B' * 10_000},,,,,,,\n", "name has 10000 characters, at most 200 fit"),
        ("Ben,,,,,,,a,b\n", "9 cells under 8 columns"),
    ],
)
def test_a_row_in_error_says_why_and_the_others_are_made(
    desk: Desk, row: str, problem: str
) -> None:
    plan = desk.plan(HEAD + row + ANNA)
    (error,) = plan.made.errors
    assert error.problem == problem
    assert error.number == 2
    assert desk.importer.apply(plan) == Imported(clients=1, passes=1)


@rule("IO-1")
def test_rows_in_error_stand_in_a_file_that_can_be_mended_and_imported(desk: Desk) -> None:
    plan = desk.plan(HEAD + ANNA + "Ben,ben at example,,,,,,=1+1\n")
    desk.importer.apply(plan)
    path = write_errors(plan, desk.folder / "export.csv")
    assert path == errors_path(desk.folder / "export.csv")
    text = path.read_text(encoding="utf-8-sig")
    assert "'=1+1,3,“ben at example” is not an e-mail address" in text
    mended = desk.plan(text.replace("ben at example", "ben@example.org", 1))
    assert desk.importer.apply(mended) == Imported(clients=1, passes=0)
    assert desk.clients(mended.batch_id)[0].notes == "=1+1"
    assert write_errors(mended, desk.folder / "export.csv") is None
    assert not path.exists()


@rule("IO-1", "ORG-14")
@pytest.mark.parametrize(
    ("new", "by"),
    [
        (NewClient("Anna Angstrom", email="Anna@Example.org"), "e-mail"),
        (NewClient("Anna Å.", phone="+442079460001"), "phone"),
        (NewClient("anna  ångström", birthday="1990-03-28"), "name and birthday"),
    ],
)
def test_who_is_known_gets_the_pass_and_is_not_made_twice(
    desk: Desk, new: NewClient, by: str
) -> None:
    anna = desk.add(new)
    plan = desk.plan(HEAD + ANNA)
    (match,) = plan.made.known
    assert (match.by, match.client_id) == (by, anna)
    assert desk.importer.apply(plan) == Imported(clients=0, passes=1)
    assert desk.passes(plan.batch_id)[0].client_id == anna


@rule("ORG-11")
def test_a_family_with_one_address_stays_a_family(desk: Desk) -> None:
    text = "Name,Email,Phone\nEmma Cole,cole@example.org,\nLiam Cole,cole@example.org,\n"
    assert desk.take(text) == Imported(clients=2, passes=0)


@rule("IO-1")
def test_two_passes_of_one_person_in_a_file_have_one_owner(desk: Desk) -> None:
    text = (
        "Client,Email,Package,Remaining\nAnna,a@example.org,10-class,4\nAnna,a@example.org,Mat,2\n"
    )
    plan = desk.plan(text)
    assert desk.importer.apply(plan) == Imported(clients=1, passes=2)
    assert len({held.client_id for held in desk.passes(plan.batch_id)}) == 1


@rule("IO-1")
def test_a_list_of_passes_finds_its_owners_by_address_or_says_whom_it_does_not_know(
    desk: Desk,
) -> None:
    anna = desk.add(NewClient("Anna", email="a@example.org"))
    plan = desk.plan("Email,Package,Credits\na@example.org,10-class,4\nb@example.org,Mat,2\n")
    (error,) = plan.made.errors
    assert error.problem == "nobody with this e-mail address is known"
    desk.importer.apply(plan)
    assert [held.client_id for held in desk.passes(plan.batch_id)] == [anna]


@rule("IO-1")
def test_the_same_file_twice_makes_nothing_twice(desk: Desk) -> None:
    assert desk.take(many(5)) == Imported(clients=5, passes=5)
    assert desk.take(many(5)) == Imported(clients=0, passes=0)


@rule("IO-1")
def test_it_goes_in_parts_of_two_hundred_and_goes_on_where_it_was_cut(desk: Desk) -> None:
    plan = desk.plan(many(450))
    seen: list[int] = []

    def cut(done: int, of: int) -> None:
        seen.append(done)
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.importer.apply(plan, cut)
    assert len(desk.clients(plan.batch_id)) == 2 * MOST_LINES
    again = desk.plan(many(450))
    assert again == plan
    assert desk.importer.apply(again) == Imported(clients=50, passes=450)
    assert len(desk.clients(plan.batch_id)) == 450


@rule("IO-1")
def test_a_part_is_made_whole_or_not_at_all(desk: Desk) -> None:
    plan = desk.plan(many(3))
    spoiled = replace(plan.made.passes[2], product_id="no such product")
    broken = replace(plan, made=replace(plan.made, passes=(*plan.made.passes[:2], spoiled)))
    with pytest.raises(Fault, match="product_unknown"):
        desk.importer.apply(broken)
    assert len(desk.clients(plan.batch_id)) == 3
    assert desk.passes(plan.batch_id) == []
    assert isinstance(ImportPasses(plan.batch_id, plan.made.passes).lines, tuple)


@rule("IO-3")
def test_it_is_taken_back_by_its_batch_and_can_come_again(desk: Desk) -> None:
    plan = desk.plan(many(5))
    desk.importer.apply(plan)
    assert desk.importer.take_back(plan.batch_id) == {"removed": 10, "archived": 0}
    assert {one.state for one in desk.clients(plan.batch_id)} == {"removed"}
    again = desk.plan(many(5))
    assert again.batch_id != plan.batch_id
    assert desk.importer.apply(again) == Imported(clients=5, passes=5)
    with pytest.raises(Fault, match="batch_unknown"):
        desk.importer.take_back("no such batch")


@rule("IO-1")
def test_the_plan_is_told_before_anything_is_done(desk: Desk) -> None:
    text = "\n".join(told(desk.plan(HEAD + ANNA + "Ben,ben at,,,,,,\n")))
    assert "2 rows, utf_8_sig, comma" in text
    assert "column   Credits left → credits" in text
    assert "makes    1 client, 1 pass" in text
    assert "Anna Ångström, anna@example.org, +442079460001, 1990-03-28" in text
    assert "10-class: 4 credits, until 2026-12-31, no product of this name" in text
    assert "“ben at” is not an e-mail address" in text


@rule("IO-1", "IO-3")
def test_the_command_shows_imports_and_takes_back(desk: Desk) -> None:
    data = ["--data", str(desk.folder / "data")]
    file = desk.folder / "x.csv"
    file.write_text(HEAD + ANNA)
    run = CliRunner().invoke
    assert "nothing was written" in run(cli.app, ["import", str(file), *data]).output
    done = run(cli.app, ["import", str(file), "--apply", *data]).output
    assert "imported 1 client and 1 pass" in done
    batch = done.rsplit(maxsplit=1)[-1]
    back = run(cli.app, ["import", "--undo", batch, *data]).output
    assert back == "taken back: 2 removed, 0 archived\n"


@rule("IO-1")
def test_an_import_that_was_killed_goes_on_when_it_is_run_again(
    desk: Desk, children: Children
) -> None:
    file = desk.folder / "many.csv"
    file.write_text(many(1500))
    words = ["-m", "sync_server.cli", "import", str(file), "--apply", "--data"]
    first = children.python(*words, desk.folder / "data")
    first.wait_for("part 2 of 16")
    assert first.kill() == -signal.SIGKILL
    plan = desk.plan(many(1500))
    made = len(desk.clients(plan.batch_id))
    assert made >= 2 * MOST_LINES
    assert made % MOST_LINES == 0 or made == 1500
    second = children.python(*words, desk.folder / "data")
    assert second.wait(60) == 0
    assert len(desk.clients(plan.batch_id)) == len(desk.passes(plan.batch_id)) == 1500
