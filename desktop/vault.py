"""Where a desk keeps its secrets: the operating system's keyring, or, if the owner accepts it,
an unprotected file beside the store that only this user can read. `passphrase.py` has the third."""

import logging
import os
from pathlib import Path
from typing import Protocol

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain.refusals import Fault

log = logging.getLogger(__name__)

SERVICE = "Foyer desk"
FILE_NAME = "unprotected-keys.json"
SEALED_FILE_NAME = "keys-under-passphrase.json"


class DeskKeys(msgspec.Struct, frozen=True):
    """The key of the store (32 bytes) and the desk's signing key (Ed25519), hexadecimal."""

    store: str
    signing: str

    def store_key(self) -> bytes:
        return bytes.fromhex(self.store)

    def signing_key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.signing))

    def public_key(self) -> str:
        return self.signing_key().public_key().public_bytes_raw().hex()


def new_keys() -> DeskKeys:
    """Fresh keys for a desk that is being enrolled."""
    import secrets

    signing = Ed25519PrivateKey.generate().private_bytes_raw().hex()
    return DeskKeys(secrets.token_bytes(32).hex(), signing)


class Vault(Protocol):
    """Keeps the keys of the desk of one folder."""

    protected: bool

    def keep(self, keys: DeskKeys) -> None: ...

    def fetch(self) -> DeskKeys:
        """Raises Fault `keys_missing`, `keyring_missing`."""
        ...

    def forget(self) -> None:
        """Take the keys off this computer; those that are gone already are no trouble."""
        ...


class KeyringVault:
    """The keyring of the operating system. It is asked only here, for its probe can be slow."""

    protected = True

    def __init__(self, folder: Path) -> None:
        self._name = str(folder.resolve())

    def keep(self, keys: DeskKeys) -> None:
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(SERVICE, self._name, msgspec.json.encode(keys).decode())
        except KeyringError as error:
            raise Fault("keyring_missing", why=type(error).__name__) from error

    def fetch(self) -> DeskKeys:
        import keyring
        from keyring.errors import KeyringError

        try:
            text = keyring.get_password(SERVICE, self._name)
        except KeyringError as error:
            raise Fault("keyring_missing", why=type(error).__name__) from error
        if text is None:
            raise Fault("keys_missing", folder=self._name)
        return msgspec.json.decode(text, type=DeskKeys)

    def forget(self) -> None:
        import keyring
        from keyring.errors import KeyringError, PasswordDeleteError

        try:
            keyring.delete_password(SERVICE, self._name)
        except PasswordDeleteError:
            log.info("there were no keys of this desk in the keyring")
        except KeyringError as error:
            raise Fault("keyring_missing", why=type(error).__name__) from error


class FileVault:
    """A file that this user alone can read: no protection from who takes the computer."""

    protected = False

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def keep(self, keys: DeskKeys) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.unlink(missing_ok=True)  # of an enrolment that did not come to its end
        handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(keys))

    def fetch(self) -> DeskKeys:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=DeskKeys)
        except FileNotFoundError as error:
            raise Fault("keys_missing", folder=str(self._path.parent)) from error
        except msgspec.DecodeError as error:
            raise Fault("keys_unreadable", folder=str(self._path.parent)) from error

    def forget(self) -> None:
        self._path.unlink(missing_ok=True)
