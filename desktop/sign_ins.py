"""Who can sign at this desk. A key is made of a PIN, a secret of this desk's keyring and a salt.

Nothing secret is kept: a try makes a key, and its public half is the registered one or is not.
"""

import os
from collections.abc import Callable

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.domain.ids import StaffId, StaffKeyId
from core.domain.refusals import Fault
from core.wire.envelope import public_half

SIGN_INS = "sign_ins"
MOST_FAILURES = 10
ITERATIONS, LANES, MEMORY_KIB = 3, 4, 64 * 1024
SALT_BYTES = 16


class SignIn(msgspec.Struct, frozen=True):
    """What a desk keeps of a person: the salt and public half of their key (hexadecimal), and how
    many wrong PINs came in a row."""

    salt: str
    key_id: StaffKeyId
    failures: int = 0


class Kept(msgspec.Struct, frozen=True):
    """The sign-ins of a desk by person."""

    people: dict[StaffId, SignIn] = {}


class SignIns:
    """`read` and `write` reach the desk's encrypted store; they may be called on any thread."""

    def __init__(
        self, secret: bytes, read: Callable[[], str], write: Callable[[str], None]
    ) -> None:
        self._secret = secret
        self._write = write
        text = read()
        self._kept = msgspec.json.decode(text, type=Kept) if text else Kept()

    def known(self, staff_id: StaffId) -> SignIn | None:
        """What is kept of a person who has signed in here."""
        return self._kept.people.get(staff_id)

    def fresh(self, staff_id: StaffId, pin: str) -> tuple[SignIn, Ed25519PrivateKey]:
        """A key that never was, for a person who is about to prove who they are."""
        salt = os.urandom(SALT_BYTES)
        key = self._made(staff_id, pin, salt)
        return SignIn(salt.hex(), public_half(key)), key

    def keep(self, staff_id: StaffId, sign_in: SignIn) -> None:
        """The server has registered the key."""
        self._put(staff_id, sign_in)

    def unlock(self, staff_id: StaffId, pin: str) -> Ed25519PrivateKey:
        """The person's key. Raises Fault `password_needed`, `pin_blocked`, `pin_wrong`.

        A try counts on disk before it is made, so that pulling the plug does not save it.
        """
        known = self.known(staff_id)
        if known is None:
            raise Fault("password_needed")
        if known.failures >= MOST_FAILURES:
            raise Fault("pin_blocked")
        counted = msgspec.structs.replace(known, failures=known.failures + 1)
        self._put(staff_id, counted)
        key = self._made(staff_id, pin, bytes.fromhex(known.salt))
        if public_half(key) != known.key_id:
            left = MOST_FAILURES - counted.failures
            raise Fault("pin_wrong", left=left) if left else Fault("pin_blocked")
        self._put(staff_id, msgspec.structs.replace(known, failures=0))
        return key

    def _put(self, staff_id: StaffId, sign_in: SignIn) -> None:
        kept = Kept({**self._kept.people, staff_id: sign_in})
        self._write(msgspec.json.encode(kept).decode())
        self._kept = kept

    def _made(self, staff_id: StaffId, pin: str, salt: bytes) -> Ed25519PrivateKey:
        slow = Argon2id(
            salt=salt,
            length=32,
            iterations=ITERATIONS,
            lanes=LANES,
            memory_cost=MEMORY_KIB,
            secret=self._secret,
        )
        stretched = slow.derive(pin.encode())
        seed = HKDF(SHA256(), 32, salt, b"foyer session key " + staff_id.encode())
        return Ed25519PrivateKey.from_private_bytes(seed.derive(stretched))


def secret_of(signing: Ed25519PrivateKey) -> bytes:
    """The secret of a desk's keyring that PINs are mixed with: made of its signing key."""
    return HKDF(SHA256(), 32, None, b"foyer sign-ins of a desk").derive(signing.private_bytes_raw())
