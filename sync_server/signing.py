"""Keys that sign member cards and webhooks: their private halves stay in the server's folder."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FILE_NAME = "cards.key"
WEBHOOK_KEY = "webhooks.key"


def card_key(folder: Path) -> Ed25519PrivateKey:
    """The key of a server's member cards."""
    return signing_key(folder, FILE_NAME)


def signing_key(folder: Path, name: str) -> Ed25519PrivateKey:
    """A key of a server's folder, made when it is first asked for."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(Ed25519PrivateKey.generate().private_bytes_raw().hex())
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text().strip()))
