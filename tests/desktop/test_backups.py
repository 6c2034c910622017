"""A desk copies itself each day and before an upgrade, and comes back from a copy at its start."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.commands.people import CreateClient, NewClient
from core.domain.ids import StaffId
from core.domain.people import CLIENTS_BY_EMAIL
from core.domain.refusals import Fault
from core.domain.zones import DAY_MS, to_utc
from core.store.sqlite import connect
from desktop import backups
from desktop.desk import STORE, open_desk
from desktop.session import Session
from desktop.vault import FileVault
from tests.desktop.live import LiveDesk
from tests.desktop.live_studio import DESK_KEYS
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")
KEY = DESK_KEYS.store_key()


@rule("U-82")
def test_one_copy_a_day_is_kept_for_two_weeks(tmp_path: Path, qtbot: QtBot) -> None:
    with LiveDesk.open(tmp_path, NOW) as live:
        folder = live.desk.folder
        for day in range(17):
            backups.back_up_daily(folder, STORE, KEY, NOW + day * DAY_MS)
        assert backups.back_up_daily(folder, STORE, KEY, NOW + 16 * DAY_MS) is None
        names = sorted(one.name for one in backups.copies(folder))
    assert (len(names), names[0], names[-1]) == (14, "2026-03-05.db", "2026-03-18.db")


@rule("U-82")
def test_what_came_after_a_copy_is_gone_once_it_is_put_back_and_kept_beside(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with LiveDesk.open(tmp_path, NOW) as live:
        folder = live.desk.folder
        made = live.desk.back_up()
        new = CreateClient(NewClient("Late Larry", email="larry@example.org"))
        desk, actor = live.desk, StaffId(live.names["ruth"])
        desk.dispatcher.execute(new, actor).result(10)
        desk.want_back(made.name)
    vault = FileVault(folder)
    again = open_desk(folder, vault, live.clock)
    session = Session(again)
    assert session.source.rows.find(CLIENTS_BY_EMAIL, "larry@example.org") == []
    assert session.source.rows.find(CLIENTS_BY_EMAIL, "anna@example.org")
    session.close()
    again.close()
    (aside,) = [one for one in backups.copies(folder) if one.before_change]
    kept = connect(folder / backups.FOLDER / aside.name, KEY)
    found = kept.execute("SELECT count(*) FROM client WHERE email = 'larry@example.org'")
    assert found.fetchone() == (1,)
    kept.close()
    assert not (folder / backups.WANTED).exists()


@rule("U-82")
def test_a_damaged_copy_is_never_put_back(tmp_path: Path, qtbot: QtBot) -> None:
    with LiveDesk.open(tmp_path, NOW) as live:
        made = live.desk.back_up()
        spoilt = bytearray(made.read_bytes())
        spoilt[len(spoilt) // 2] ^= 0xFF
        made.write_bytes(bytes(spoilt))
        with pytest.raises(Fault, match="backup_broken"):
            live.desk.want_back(made.name)
        with pytest.raises(Fault, match="backup_missing"):
            live.desk.want_back("../desk.db")
        assert not (live.desk.folder / backups.WANTED).exists()


@rule("U-82")
def test_an_older_store_is_copied_before_it_is_upgraded(tmp_path: Path, qtbot: QtBot) -> None:
    with LiveDesk.open(tmp_path, NOW) as live:
        folder = live.desk.folder
        assert backups.back_up_before_upgrade(folder, STORE, KEY, NOW) is None
    raw = connect(folder / STORE, KEY)
    raw.execute("UPDATE alembic_version SET version_num = '0003'")
    raw.close()
    made = backups.back_up_before_upgrade(folder, STORE, KEY, NOW)
    assert made is not None
    assert "before" in made.name
