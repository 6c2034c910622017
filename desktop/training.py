"""Training: a copy of today in which nothing counts (M-15). It never meets a server, asks for no
PIN, says so in every window, and goes when it is closed."""

import contextlib
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec

from core.store.copying import copy_store
from core.store.sqlite import connect
from desktop.store.sql import SqlDeskStore
from desktop.vault import FileVault, new_keys

FOLDER = "training"
MARK = "training"
"""A file in a desk's folder: this is a copy to train on."""
NOWHERE = "http://127.0.0.1:9"
"""The server that a training desk asks: nobody listens there."""


def is_training(folder: Path) -> bool:
    """Whether a desk's folder is one to train on."""
    return (folder / MARK).exists()


def make_training(folder: Path, store: str, key: bytes, membership: str) -> Path:
    """Copy a desk's store into a folder of its own under keys of its own, with nothing to send.

    One that was left there by a fall of the computer goes first.
    """
    target = folder / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(mode=0o700)
    (target / MARK).touch()
    copy_store(folder / store, target / store, key)
    keys = new_keys()
    with contextlib.closing(connect(target / store, key)) as made:
        cursor = made.cursor()
        cursor.execute("PRAGMA journal_mode = DELETE").fetchall()  # a key is changed without a WAL
        cursor.execute(f"PRAGMA rekey = \"x'{keys.store_key().hex()}'\"")
    with contextlib.closing(connect(target / store, keys.store_key())) as made:
        desk = SqlDeskStore(made, "")
        with desk.transaction():
            desk.write_meta("membership", _alone(membership))
            desk.write_meta("drafts", "")
    FileVault(target).keep(keys)
    return target


def remove(folder: Path) -> None:
    """What was done in training goes with it."""
    if is_training(folder):
        shutil.rmtree(folder, ignore_errors=True)


def start(folder: Path, *options: str) -> "subprocess.Popen[bytes]":
    """Open a desk of its own folder in a window of its own."""
    program = [sys.executable, "-m", "desktop.bootstrap", "--data", str(folder), *options]
    return subprocess.Popen(program, stdin=subprocess.DEVNULL, start_new_session=True)


def _alone(membership: str) -> str:
    """The same desk without a server and without a token for one."""
    known = msgspec.json.decode(membership, type=dict[str, object])
    return msgspec.json.encode({**known, "server_url": NOWHERE, "token": ""}).decode()
