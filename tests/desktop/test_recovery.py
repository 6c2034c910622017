"""A desk whose keyring is lost comes back with the words of the owner; nothing else opens it."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from core.domain.refusals import Fault
from desktop import bootstrap
from desktop.desk import STORE, enrol, open_desk
from desktop.recovery import FILE_NAME as COPY
from desktop.recovery import keep_copy, recover
from desktop.vault import FILE_NAME, FileVault, new_keys
from sync_server import cli
from tests.support.http_server import running_server
from tests.support.rules import rule
from tests.support.servers import Children


@rule("IO-2")
def test_a_lost_keyring_is_mended_by_the_words_and_the_desk_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "desk"
    with running_server(tmp_path / "server") as server:
        enrol(folder, server.url, server.code(), "Front", FileVault(folder))
        desk = open_desk(folder, FileVault(folder))
        desk.worker.exchange_all()
        desk.dispatcher.network(desk.seal_copy).result(10)
        desk.close()
        keys = FileVault(folder).fetch()
        (folder / FILE_NAME).unlink()
        with pytest.raises(Fault) as caught:
            open_desk(folder, FileVault(folder))
        assert caught.value.code == "keys_missing"
        monkeypatch.setattr("desktop.asking.recovery_words", lambda: server.ids.recovery_words)
        assert bootstrap.main(["--data", str(folder), "--unprotected", "--recover"]) == 0
        assert "keys are back" in capsys.readouterr().out
        assert FileVault(folder).fetch() == keys
        again = open_desk(folder, FileVault(folder))
        again.worker.exchange_all()
        again.close()
    text = (folder / COPY).read_text()
    assert keys.store not in text
    assert keys.signing not in text


def test_wrong_words_a_foreign_copy_and_none_at_all_change_nothing(tmp_path: Path) -> None:
    with running_server(tmp_path / "server") as server:
        folder = tmp_path / "desk"
        enrol(folder, server.url, server.code(), "Front", FileVault(folder))
        words = server.ids.recovery_words
    kept = FileVault(folder).fetch()

    def refused(given: str) -> str:
        with pytest.raises(Fault) as caught:
            recover(folder / STORE, given, FileVault(folder))
        assert FileVault(folder).fetch() == kept
        return caught.value.code

    assert refused(words) == "recovery_copy_missing"
    from core.wire.recovery import new_owner_key

    public, own = new_owner_key()
    assert keep_copy(folder, new_keys(), public), "of another desk, put here by somebody"
    assert refused("no words") == "recovery_words_wrong"
    assert refused(words) == "recovery_copy_foreign"
    assert refused(own) == "store_key_wrong", "keys that do not open this store are not taken"


@pytest.mark.expects_log("recovery key is none")
def test_a_copy_is_sealed_once_and_anew_for_another_owner_key(tmp_path: Path) -> None:
    from core.wire.recovery import new_owner_key

    keys = new_keys()
    first, second = new_owner_key()[0], new_owner_key()[0]
    assert not keep_copy(tmp_path, keys, "")
    assert not keep_copy(tmp_path, keys, "no key")
    assert keep_copy(tmp_path, keys, first)
    assert not keep_copy(tmp_path, keys, first)
    assert keep_copy(tmp_path, keys, second)


def test_the_words_are_shown_when_a_studio_is_founded_and_only_then(tmp_path: Path) -> None:
    create = ["create", "--name", "Harbour", "--owner", "Olive", "--location", "Quay"]
    create += ["--zone", "Europe/Lisbon", "--data", str(tmp_path)]
    said = CliRunner().invoke(cli.app, create).output
    found = re.search(r"^recovery +([A-Z2-7-]{65})$", said, re.MULTILINE)
    assert found, said
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert found[1].encode() not in file.read_bytes()


def test_a_new_studio_on_this_computer_shows_them_too(children: Children, tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text("until sent\nquit")
    desk = children.python(
        *("-m", "desktop.bootstrap", "--data", str(tmp_path / "desk"), "--unprotected"),
        *("--new-studio", "Harbour", "--zone", "Europe/Lisbon", "--play", str(script)),
        env={"QT_QPA_PLATFORM": "offscreen"},
    )
    assert desk.wait(60) == 0, desk.output
    assert re.search(r"^recovery +[A-Z2-7-]{65}$", desk.output, re.MULTILINE), desk.output
    assert (tmp_path / "desk" / COPY).exists(), "sealed as soon as the studio has come down"


def test_the_words_do_not_bring_a_revoked_desk_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "desk"
    with running_server(tmp_path / "server") as server:
        enrol(folder, server.url, server.code(), "Front", FileVault(folder))
    desk = open_desk(folder, FileVault(folder))
    desk.lock()
    desk.close()
    assert bootstrap.main(["--data", str(folder), "--unprotected", "--recover"]) == 2
    assert "was revoked" in capsys.readouterr().err
    assert not (folder / FILE_NAME).exists()
