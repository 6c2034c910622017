"""Doors: enrolment codes that make a computer a desk, and the tokens that desks then carry.

The server keeps only hashes. A code is used once and lives for ten minutes.
"""

import secrets
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Engine, select, update

from core.domain.refusals import Fault
from core.store.bookkeeping import credential

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 10
CODE_LIFE_MS = 10 * 60 * 1000


class Door(msgspec.Struct, frozen=True):
    """What a secret opens: an organisation, a location in it, and the desk that carries it."""

    organisation_id: str
    location_id: str
    subject_id: str


def new_code(engine: Engine, organisation_id: str, location_id: str, now: int) -> str:
    """A fresh enrolment code for a location."""
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    _keep(engine, code, "enrolment", Door(organisation_id, location_id, ""), now, CODE_LIFE_MS)
    return code


def new_desk_token(engine: Engine, door: Door, now: int) -> str:
    """A fresh token for a desk, without an end."""
    token = secrets.token_urlsafe(32)
    _keep(engine, token, "desk", door, now, None)
    return token


def use_code(engine: Engine, code: str, now: int) -> Door:
    """Use a code up. Raises Fault `enrolment_code_wrong` if it is unknown, used or too old."""
    c = credential.c
    wanted = (c.hash == _hash(code.strip().upper())) & (c.kind == "enrolment")
    fresh = wanted & c.ended_at.is_(None) & (c.expires_at > now)
    # one statement: two computers with one code cannot both find it fresh
    use = update(credential).where(fresh).values(ended_at=now)
    with engine.begin() as connection:
        found = connection.execute(
            use.returning(c.organisation_id, c.location_id, c.subject_id)
        ).first()
    if found is None:
        raise Fault("enrolment_code_wrong")
    return Door(*found)


def desk_of(engine: Engine, token: str) -> Door | None:
    """The desk that carries this token, or None."""
    c = credential.c
    valid = (c.hash == _hash(token)) & (c.kind == "desk") & c.ended_at.is_(None)
    with engine.connect() as connection:
        found = connection.execute(
            select(c.organisation_id, c.location_id, c.subject_id).where(valid)
        ).first()
    return None if found is None else Door(*found)


def _keep(engine: Engine, secret: str, kind: str, door: Door, now: int, life: int | None) -> None:
    row: dict[str, Any] = {
        "hash": _hash(secret),
        "kind": kind,
        "organisation_id": door.organisation_id,
        "location_id": door.location_id,
        "subject_id": door.subject_id,
        "made_at": now,
        "expires_at": None if life is None else now + life,
        "ended_at": None,
    }
    with engine.begin() as connection:
        connection.execute(credential.insert().values(row))


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
