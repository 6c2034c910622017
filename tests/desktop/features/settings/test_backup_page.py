"""Copies are made, tried and wanted back in the settings; everything is exported and read again."""

from pathlib import Path

import pytest

from core.domain.people import Client
from core.queries import everything, exporting
from desktop import backups
from desktop.features.settings.data.backup_page import BackupPage
from tests.desktop.features.settings.conftest import Settings
from tests.desktop.test_every_window import assert_whole
from tests.support.rules import rule


def page(settings: Settings) -> BackupPage:
    settings.desk.do("settings.open_backup")
    shown = settings.desk.app.screens.settings._screen.page()
    assert isinstance(shown, BackupPage)
    return shown


@rule("U-82", "U-29")
def test_a_copy_is_made_by_n_and_put_back_by_a_second_click(settings: Settings) -> None:
    shown = page(settings)
    assert shown.listing.empty.isVisible()
    settings.desk.keys("N")
    settings.desk.until(lambda: shown.answer.text() == "Copied, and the copy was tried.")
    folder = settings.live.desk.folder
    (copy,) = backups.copies(folder)
    assert_whole(settings.desk.window)
    shown.listing.list.choose(copy.name)
    shown.restore_button.click()
    assert "next start" in shown.answer.text()
    assert not (folder / backups.WANTED).exists()
    shown.restore_button.click()
    settings.desk.until((folder / backups.WANTED).exists)
    settings.desk.until(lambda: "start again" in shown.answer.text())


@rule("IO-2", "U-75")
def test_everything_is_written_and_read_again(settings: Settings, tmp_path: Path) -> None:
    shown = page(settings)
    target = tmp_path / "all.jsonl"
    shown.export_to(target)
    settings.desk.until(lambda: "Written" in shown.answer.text())
    with target.open("rb") as file:
        rows = list(everything.read_again(line.rstrip(b"\n") for line in file))
    names = {row.name for row in rows if isinstance(row, Client)}
    assert "Anna Petrov" in names


@rule("U-92", "U-87")
def test_a_place_that_cannot_be_written_says_so(settings: Settings, tmp_path: Path) -> None:
    shown = page(settings)
    shown.export_to(tmp_path / "missing" / "all.jsonl")
    settings.desk.until(lambda: "cannot be written" in shown.answer.text())


@rule("U-75")
def test_an_export_that_is_stopped_leaves_no_file(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "all.jsonl"
    source = settings.live.session.source
    assert exporting.write_everything(source, target, lambda _count: True) is not None
    target.unlink()
    monkeypatch.setattr(exporting, "EACH", 1)
    assert exporting.write_everything(source, target, lambda _count: False) is None
    assert list(tmp_path.glob("all*")) == []
