"""A desk without a keyring: its keys lie under a passphrase, and never in plain text."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.domain.refusals import Fault
from desktop import bootstrap, passphrase
from desktop.passphrase import PassphraseVault
from desktop.shell.passphrase_window import PassphraseWindow
from desktop.vault import FILE_NAME as BARE
from desktop.vault import SEALED_FILE_NAME, new_keys
from tests.support.http_server import running_server
from tests.support.keys import show_active

SECRET = "a lamp beside the door"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase, "MEMORY_KIB", 64)
    monkeypatch.setattr(passphrase, "ITERATIONS", 1)


@pytest.fixture
def no_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


class Asked:
    """Answers in turn, and remembers what was said."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.said: list[tuple[bool, str]] = []

    def __call__(self, new: bool, said: str) -> str:
        self.said.append((new, said))
        return self.answers.pop(0)


def test_the_passphrase_opens_what_it_closed_and_nothing_lies_in_plain_text(
    tmp_path: Path,
) -> None:
    keys = new_keys()
    PassphraseVault(tmp_path, Asked(SECRET)).keep(keys)
    text = (tmp_path / SEALED_FILE_NAME).read_text()
    assert keys.store not in text
    assert keys.signing not in text
    assert (tmp_path / SEALED_FILE_NAME).stat().st_mode & 0o777 == 0o600
    asked = Asked(SECRET)
    again = PassphraseVault(tmp_path, asked)
    assert again.fetch() == again.fetch() == keys
    assert asked.said == [(False, "")], "asked for once"
    again.forget()
    with pytest.raises(Fault) as caught:
        again.fetch()
    assert caught.value.code == "keys_missing"


def test_wrong_ones_are_told_and_after_five_the_program_ends(tmp_path: Path) -> None:
    keys = new_keys()
    PassphraseVault(tmp_path, Asked(SECRET)).keep(keys)
    asked = Asked("wrong", SECRET)
    assert PassphraseVault(tmp_path, asked).fetch() == keys
    assert asked.said == [(False, ""), (False, "passphrase_wrong")]
    with pytest.raises(Fault) as caught:
        PassphraseVault(tmp_path, Asked(*["wrong"] * 5)).fetch()
    assert caught.value.code == "passphrase_wrong"


def test_a_short_one_is_not_taken(tmp_path: Path) -> None:
    asked = Asked("short", SECRET)
    PassphraseVault(tmp_path, asked).keep(new_keys())
    assert asked.said == [(True, ""), (True, "passphrase_short")]
    with pytest.raises(Fault) as caught:
        PassphraseVault(tmp_path / "other", Asked(*["short"] * 5)).keep(new_keys())
    assert caught.value.code == "passphrase_short"
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("text", [b"", b"{}", b'{"salt":"x","nonce":"","sealed":""}', b"\xff"])
def test_a_damaged_file_is_said_to_be_one(tmp_path: Path, text: bytes) -> None:
    (tmp_path / SEALED_FILE_NAME).write_bytes(text)
    with pytest.raises(Fault) as caught:
        PassphraseVault(tmp_path, Asked()).fetch()
    assert caught.value.code == "keys_unreadable"


def test_a_computer_without_a_keyring_asks_for_a_passphrase_by_itself(
    tmp_path: Path, no_keyring: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Asked(SECRET)
    monkeypatch.setattr("desktop.asking.passphrase", asked)
    folder = tmp_path / "desk"
    with running_server(tmp_path / "server") as server:
        words = ["--data", str(folder), "--enrol", server.url, server.code(), "Front"]
        assert bootstrap.main(words) == 0
    assert asked.said == [(True, "")]
    assert (folder / SEALED_FILE_NAME).exists()
    assert not (folder / BARE).exists(), "never a silent fallback to plain text"


def test_who_gives_up_gets_no_desk(
    tmp_path: Path,
    no_keyring: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("desktop.asking._in_window", lambda _said, **_new: "")
    folder = tmp_path / "desk"
    with running_server(tmp_path / "server") as server:
        words = ["--data", str(folder), "--enrol", server.url, server.code(), "Front"]
        assert bootstrap.main(words) == 2
    assert "stays closed" in capsys.readouterr().err
    assert not (folder / "desk.db").exists()


def test_the_window_takes_a_new_one_typed_twice_by_keys_alone(qtbot: QtBot) -> None:
    window = PassphraseWindow(new=True)
    qtbot.addWidget(window)

    def type_it() -> None:
        show_active(window)
        window.field.setFocus()
        for text in (SECRET, "\r", "another one", "\r"):
            press(text)
        assert "not the same" in window.said.text()
        window.again.setFocus()
        window.again.selectAll()
        for text in (SECRET, "\r"):
            press(text)

    def press(text: str) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        if text == "\r":
            QTest.keySequence(target, "Return")
        else:
            QTest.keyClicks(target, text)

    QTimer.singleShot(0, type_it)
    assert window.ask() == SECRET


def test_closing_the_window_is_no_answer(qtbot: QtBot) -> None:
    window = PassphraseWindow(new=False, said="The passphrase is not right. Try again.")
    qtbot.addWidget(window)
    assert window.said.text().startswith("The passphrase is not right")

    def leave() -> None:
        show_active(window)
        QTest.keySequence(window.field, "Esc")

    QTimer.singleShot(0, leave)
    assert window.ask() == ""
