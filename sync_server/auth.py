"""Doors: codes that make a computer a desk, tokens that desks carry, invitations of staff.

The server keeps only hashes. A code is used once and lives for ten minutes, an invitation for seven
days.
"""

import secrets
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Engine, select, update
from sqlalchemy.engine import Connection as DbConnection

from core.domain.refusals import Fault
from core.store.bookkeeping import credential

INVITATION = "invitation"
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 10
CODE_LIFE_MS = 10 * 60 * 1000
INVITATION_LIFE_MS = 7 * 24 * 60 * 60 * 1000


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
    wanted = (c.hash == _hash("".join(code.split()).upper())) & (c.kind == "enrolment")
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


def new_invitation(engine: Engine, organisation_id: str, staff_id: str, now: int) -> str:
    """A fresh token with which a person sets a password; those sent before open nothing more."""
    c = credential.c
    mine = (c.organisation_id == organisation_id) & (c.subject_id == staff_id)
    before = mine & (c.kind == INVITATION) & c.ended_at.is_(None)
    with engine.begin() as connection:
        connection.execute(update(credential).where(before).values(ended_at=now))
    token = secrets.token_urlsafe(32)
    _keep(engine, token, INVITATION, Door(organisation_id, "", staff_id), now, INVITATION_LIFE_MS)
    return token


def invitation_of(engine: Engine, token: str, now: int) -> Door | None:
    """Whom an invitation is for, without using it up; None if it is unknown, used or too old."""
    with engine.connect() as connection:
        found = connection.execute(
            select(
                credential.c.organisation_id, credential.c.location_id, credential.c.subject_id
            ).where(_fresh_invitation(token, now))
        ).first()
    return None if found is None else Door(*found)


def use_invitation(connection: DbConnection, token: str, now: int) -> bool:
    """Use an invitation up in the caller's transaction; whether it was fresh."""
    use = update(credential).where(_fresh_invitation(token, now)).values(ended_at=now)
    return connection.execute(use).rowcount == 1


def _fresh_invitation(token: str, now: int) -> ColumnElement[bool]:
    c = credential.c
    known = (c.hash == _hash(token)) & (c.kind == INVITATION)
    return known & c.ended_at.is_(None) & (c.expires_at > now)


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
