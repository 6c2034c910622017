"""Starting a desk whose store, keys or server are not as they should be: said in words, exit 2."""

from contextlib import closing
from pathlib import Path

import pytest

from core.store.sqlite import connect
from desktop.bootstrap import main
from desktop.desk import STORE, enrol
from desktop.vault import FILE_NAME, FileVault, new_keys
from tests.support.http_server import running_server
from tests.support.servers import free_port


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """An enrolled desk whose server has gone."""
    with running_server(tmp_path / "server") as server:
        enrol(tmp_path / "desk", server.url, server.code(), "Front", FileVault(tmp_path / "desk"))
    return tmp_path / "desk"


def started(desk: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """What a start that fails says."""
    assert main(["--data", str(desk), "--unprotected", *more]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("foyer: ")
    assert said.err.count("\n") == 1
    return said.err


def test_a_wrong_key_leaves_the_store_alone(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (desk / STORE).read_bytes()
    (desk / FILE_NAME).unlink()
    FileVault(desk).keep(new_keys())
    assert "cannot be opened with this key" in started(desk, capsys)
    assert (desk / STORE).read_bytes() == before


def test_a_store_of_a_newer_foyer_asks_for_an_update(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(connect(desk / STORE, FileVault(desk).fetch().store_key())) as raw:
        raw.cursor().execute("UPDATE alembic_version SET version_num = '9999'")
    assert "written by a newer Foyer. Update Foyer." in started(desk, capsys)


def test_a_file_that_is_no_store_is_said_to_be_none(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / STORE).write_bytes(b"This is a letter to my aunt. " * 300)
    assert "the file is no store" in started(desk, capsys)


def test_keys_that_are_gone_or_damaged(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / FILE_NAME).write_text("no keys")
    assert "are damaged" in started(desk, capsys)
    (desk / FILE_NAME).unlink()
    assert "are gone" in started(desk, capsys)


def test_a_folder_without_a_desk_says_how_to_make_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.bootstrap._first_run", lambda _options: None)  # it was closed
    assert "--enrol URL CODE NAME" in started(tmp_path / "nothing", capsys)


def test_a_desk_that_exists_is_not_enrolled_again(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = started(desk, capsys, "--enrol", "http://127.0.0.1:9", "CODE", "Front")
    assert "There is a desk in" in said


def test_an_enrolment_without_a_server_leaves_no_desk_and_can_be_tried_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    folder = tmp_path / "desk"
    said = started(folder, capsys, "--enrol", url, "CODE", "Front")
    assert "cannot be reached" in said
    with running_server(tmp_path / "server") as server:
        said = started(folder, capsys, "--enrol", server.url, "WRONG", "Front")
        assert "wrong, used or older" in said
        options = ["--enrol", server.url, server.code(), "Front"]
        assert main(["--data", str(folder), "--unprotected", *options]) == 0
