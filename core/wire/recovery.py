"""The recovery copy: a desk's keys sealed to the owner, whose half is shown once, as words to keep.

A sealed box: a fresh X25519 key agrees with the owner's public one, HKDF makes the key of a
ChaCha20-Poly1305. Nobody can open it without the words, also not the desk that made it.
"""

import base64
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.domain.refusals import Fault

KEY_BYTES = 32
CHECK_BYTES = 2
GROUP = 5
_NONCE = bytes(12)
"""Each box has a key of its own, so that one nonce does."""


def new_owner_key() -> tuple[str, str]:
    """A fresh pair: the public half (hexadecimal), and the words with which the owner opens."""
    private = X25519PrivateKey.generate()
    return private.public_key().public_bytes_raw().hex(), words_of(private.private_bytes_raw())


def words_of(private: bytes) -> str:
    """The private half as letters and digits in groups, with a check against slips of the pen."""
    text = base64.b32encode(private + _check(private)).decode().rstrip("=")
    return "-".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def private_of(words: str) -> bytes:
    """The private half from its words, however they are spaced. Raises Fault
    `recovery_words_wrong`."""
    text = "".join(letter for letter in words.upper() if letter.isalnum())
    text = text.replace("0", "O").replace("1", "I").replace("8", "B")
    try:
        found = base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError as error:
        raise Fault("recovery_words_wrong") from error
    private, check = found[:KEY_BYTES], found[KEY_BYTES:]
    if len(private) != KEY_BYTES or check != _check(private):
        raise Fault("recovery_words_wrong")
    return private


def seal(public: str, content: bytes) -> str:
    """The content in a box that only the owner opens (hexadecimal). Raises ValueError for what is
    no public key."""
    owner = X25519PublicKey.from_public_bytes(bytes.fromhex(public))
    mine = X25519PrivateKey.generate()
    sender = mine.public_key().public_bytes_raw()
    key = _key(mine.exchange(owner), sender, bytes.fromhex(public))
    return (sender + ChaCha20Poly1305(key).encrypt(_NONCE, content, sender)).hex()


def unseal(words: str, box: str) -> bytes:
    """What is in a box. Raises Fault `recovery_words_wrong`, `recovery_copy_foreign`."""
    owner = X25519PrivateKey.from_private_bytes(private_of(words))
    try:
        raw = bytes.fromhex(box)
        sender, sealed = raw[:KEY_BYTES], raw[KEY_BYTES:]
        agreed = owner.exchange(X25519PublicKey.from_public_bytes(sender))
        key = _key(agreed, sender, owner.public_key().public_bytes_raw())
        return ChaCha20Poly1305(key).decrypt(_NONCE, sealed, sender)
    except (ValueError, InvalidTag) as error:
        raise Fault("recovery_copy_foreign") from error


def _key(agreed: bytes, sender: bytes, owner: bytes) -> bytes:
    return HKDF(SHA256(), 32, sender + owner, b"foyer recovery copy").derive(agreed)


def _check(private: bytes) -> bytes:
    return sha256(b"foyer recovery words" + private).digest()[:CHECK_BYTES]
