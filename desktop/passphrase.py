"""Keys of a desk without a keyring: in a file that only a passphrase opens."""

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from core.domain.refusals import Fault
from desktop.vault import SEALED_FILE_NAME, DeskKeys

SHORTEST = 10
ITERATIONS, LANES, MEMORY_KIB = 3, 4, 64 * 1024
MOST_TRIES = 5

Ask = Callable[[bool, str], str]
"""Asks for the passphrase: whether it is a new one, and what to say of the try before."""


class Wrapped(msgspec.Struct, frozen=True):
    """The keys under argon2id and ChaCha20-Poly1305; all of it hexadecimal."""

    salt: str
    nonce: str
    sealed: str


class PassphraseVault:
    """Implements Vault. The passphrase is asked for once in the life of the program."""

    protected = True

    def __init__(self, folder: Path, ask: Ask) -> None:
        self._path = folder / SEALED_FILE_NAME
        self._ask = ask
        self._passphrase = ""
        self._keys: DeskKeys | None = None

    def keep(self, keys: DeskKeys) -> None:
        passphrase = self._passphrase or self._new()
        salt, nonce = os.urandom(16), os.urandom(12)
        sealed = _cipher(passphrase, salt).encrypt(nonce, msgspec.json.encode(keys), salt)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        half = self._path.with_suffix(".half")
        half.unlink(missing_ok=True)
        handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(Wrapped(salt.hex(), nonce.hex(), sealed.hex())))
        half.replace(self._path)
        self._passphrase, self._keys = passphrase, keys

    def fetch(self) -> DeskKeys:
        """Raises Fault `keys_missing`, `keys_unreadable`, and `passphrase_wrong` after five."""
        if self._keys is None:
            self._keys = self._opened()
        return self._keys

    def forget(self) -> None:
        self._path.unlink(missing_ok=True)
        self._passphrase, self._keys = "", None

    def _new(self) -> str:
        said = ""
        for _ in range(MOST_TRIES):
            passphrase = self._ask(True, said)
            if len(passphrase) >= SHORTEST:
                return passphrase
            said = "passphrase_short"
        raise Fault(said)

    def _opened(self) -> DeskKeys:
        folder = str(self._path.parent)
        try:
            kept = msgspec.json.decode(self._path.read_bytes(), type=Wrapped)
            salt, nonce, sealed = (bytes.fromhex(t) for t in (kept.salt, kept.nonce, kept.sealed))
        except FileNotFoundError as error:
            raise Fault("keys_missing", folder=folder) from error
        except (msgspec.DecodeError, ValueError) as error:
            raise Fault("keys_unreadable", folder=folder) from error
        said = ""
        for _ in range(MOST_TRIES):
            passphrase = self._ask(False, said)
            try:
                text = _cipher(passphrase, salt).decrypt(nonce, sealed, salt)
            except InvalidTag:
                said = "passphrase_wrong"
                continue
            self._passphrase = passphrase
            return msgspec.json.decode(text, type=DeskKeys)
        raise Fault(said)


def _cipher(passphrase: str, salt: bytes) -> ChaCha20Poly1305:
    slow = Argon2id(
        salt=salt, length=32, iterations=ITERATIONS, lanes=LANES, memory_cost=MEMORY_KIB
    )
    return ChaCha20Poly1305(slow.derive(passphrase.encode()))
