"""The passwords of staff: kept as argon2id hashes on the server alone, never synced."""

import os
import secrets
from functools import cache

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.engine import Connection

from core.store.bookkeeping import staff_password
from sync_server.database import SqlDatabase

ITERATIONS = 3
LANES = 4
MEMORY_KIB = 64 * 1024
"""The second recommendation of RFC 9106, for where 2 GiB a try are too much."""
SALT_BYTES = 16


def keep(connection: Connection, organisation_id: str, staff_id: str, hashed: str, at: int) -> None:
    """Keep a person's password (its hash) in place of the one before."""
    connection.execute(delete(staff_password).where(_whose(organisation_id, staff_id)))
    row = {"organisation_id": organisation_id, "staff_id": staff_id, "hash": hashed, "set_at": at}
    connection.execute(staff_password.insert().values(row))


def hash_of(password: str) -> str:
    """The argon2id hash of a password with a fresh salt, as a PHC string."""
    return _argon2(os.urandom(SALT_BYTES)).derive_phc_encoded(password.encode())


def fits(database: SqlDatabase, organisation_id: str, staff_id: str, password: str) -> bool:
    """Whether this is the person's password. It takes as long where they have none."""
    query = select(staff_password.c.hash).where(_whose(organisation_id, staff_id))
    with database.begin(organisation_id) as connection:
        found = connection.execute(query).scalar()
    try:
        Argon2id.verify_phc_encoded(password.encode(), found or _nobodys())
    except InvalidKey:
        return False
    return found is not None


@cache
def _nobodys() -> str:
    """A hash that no password has, to be compared with where there is none."""
    return hash_of(secrets.token_urlsafe(32))


def _argon2(salt: bytes) -> Argon2id:
    return Argon2id(
        salt=salt, length=32, iterations=ITERATIONS, lanes=LANES, memory_cost=MEMORY_KIB
    )


def _whose(organisation_id: str, staff_id: str) -> ColumnElement[bool]:
    c = staff_password.c
    return (c.organisation_id == organisation_id) & (c.staff_id == staff_id)
