"""The sealed copy of a desk's keys beside its store, and the way back with the owner's words."""

import contextlib
import logging
from pathlib import Path

import msgspec

from core.domain.refusals import Fault
from core.store.sqlite import connect
from core.wire.recovery import seal, unseal
from desktop.vault import DeskKeys, Vault

FILE_NAME = "recovery.json"

log = logging.getLogger(__name__)


class Copy(msgspec.Struct, frozen=True):
    """A box, and the public key that it is sealed to (both hexadecimal)."""

    owner_key: str
    box: str


def keep_copy(folder: Path, keys: DeskKeys, owner_key: str) -> bool:
    """Seal the keys to the owner's public key, unless that was done; whether a copy was made."""
    if not owner_key or ((present := _read(folder)) and present.owner_key == owner_key):
        return False
    try:
        box = seal(owner_key, msgspec.json.encode(keys))
    except ValueError:
        log.warning("the studio's recovery key is none: no copy was sealed")
        return False
    half = folder / f".{FILE_NAME}.half"
    half.write_bytes(msgspec.json.encode(Copy(owner_key, box)))
    half.replace(folder / FILE_NAME)
    return True


def recover(store: Path, words: str, vault: Vault) -> None:
    """Put a desk's keys back where they were lost, once they are seen to open its store file.

    Raises Fault `recovery_copy_missing`, `recovery_words_wrong`, `recovery_copy_foreign`, and those
    of the store and the vault.
    """
    folder = store.parent
    copy = _read(folder)
    if copy is None:
        raise Fault("recovery_copy_missing", folder=str(folder))
    keys = msgspec.json.decode(unseal(words, copy.box), type=DeskKeys)
    with contextlib.closing(connect(store, keys.store_key(), readonly=True)):
        vault.keep(keys)


def _read(folder: Path) -> Copy | None:
    try:
        return msgspec.json.decode((folder / FILE_NAME).read_bytes(), type=Copy)
    except FileNotFoundError:
        return None
    except msgspec.DecodeError:
        log.warning("the recovery copy in %s is damaged", folder)
        return None
