"""The keys of a desk in the operating system's keyring: kept, fetched, taken away."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from core.domain.refusals import Fault
from desktop.vault import FileVault, KeyringVault, new_keys


class Memory(KeyringBackend):
    """A keyring of the test; `locked` is one that its user has closed."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.kept.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        self._open()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError

    def _open(self) -> None:
        if self.locked:
            raise KeyringLocked


@pytest.fixture
def ring() -> Iterator[Memory]:
    before, made = keyring.get_keyring(), Memory()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def code_of(vault: KeyringVault, act: str) -> str:
    with pytest.raises(Fault) as caught:
        getattr(vault, act)()
    return caught.value.code


def test_each_folder_has_keys_of_its_own_and_gives_them_up(ring: Memory, tmp_path: Path) -> None:
    one, two = KeyringVault(tmp_path / "one"), KeyringVault(tmp_path / "two")
    keys, other = new_keys(), new_keys()
    one.keep(keys)
    two.keep(other)
    assert (one.fetch(), two.fetch()) == (keys, other)
    one.forget()
    one.forget()
    assert code_of(one, "fetch") == "keys_missing"
    assert two.fetch() == other


def test_a_locked_keyring_is_said_to_be_out_of_reach(ring: Memory, tmp_path: Path) -> None:
    vault = KeyringVault(tmp_path)
    vault.keep(new_keys())
    ring.locked = True
    assert {code_of(vault, act) for act in ("fetch", "forget")} == {"keyring_missing"}
    ring.locked = False
    assert vault.fetch().store


def test_a_bare_file_is_gone_when_it_is_forgotten(tmp_path: Path) -> None:
    vault = FileVault(tmp_path)
    vault.keep(new_keys())
    vault.forget()
    vault.forget()
    assert list(tmp_path.iterdir()) == []
