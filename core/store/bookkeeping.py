"""Tables that are not rows: what a desk keeps for its journal, what a server keeps for sync.

All stand in every store, so that there is one lineage of migrations; the unused stay empty.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, Table

from core.store.tables import metadata, text

meta = Table(
    "meta",
    metadata,
    Column("key", text(), primary_key=True),
    Column("value", text(), nullable=False),
    sqlite_with_rowid=False,
)
"""Desk: who this desk is and where its copy of the server stands. Both: the store's own facts."""

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("command_id", text(), nullable=False),
    Column("envelope", text(), nullable=False),
    Column("code", text(), nullable=False),
    Column("settled_version", BigInteger, nullable=True),
)
"""Desk: every command not yet seen settled, in the order of its making."""

shadow = Table(
    "shadow",
    metadata,
    Column("table_name", text(), primary_key=True),
    Column("id", text(), primary_key=True),
    Column("image", text(), nullable=True),
    sqlite_with_rowid=False,
)
"""Desk: the server's image (JSON, or NULL for absent) of each row that pending commands touched."""

staged = Table(
    "staged",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("base", text(), nullable=False),
    Column("page", text(), nullable=False),
)
"""Desk: pages of a load that has not reached the head yet, so that a restart goes on with it."""

digest = Table(
    "digest",
    metadata,
    Column("organisation_id", text(), primary_key=True),
    Column("table_name", text(), primary_key=True),
    Column("sum", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""Both: the sum of row hashes of each table in the server's state."""

head = Table(
    "head",
    metadata,
    Column("organisation_id", text(), primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("history_id", text(), nullable=False),
    Column("secret", text(), nullable=False),
    Column("schema", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""Server: the version of each organisation. Its row lock makes the history serial. The secret
(hexadecimal) proves lines of the history to be its own; `schema` is that of the sums in `digest`,
0 where an older program took them."""

earlier = Table(
    "earlier",
    metadata,
    Column("organisation_id", text(), primary_key=True),
    Column("history_id", text(), primary_key=True),
    Column("version", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""Server: histories that it left by a restored copy, each with the version that it still had."""

changed = Table(
    "changed",
    metadata,
    Column("organisation_id", text(), primary_key=True),
    Column("table_name", text(), primary_key=True),
    Column("id", text(), primary_key=True),
    Column("version", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""Server: the latest version that changed each row: as large as the data, not as its history."""

Index(
    "ix_changed_version",
    changed.c.organisation_id,
    changed.c.version,
    changed.c.table_name,
    changed.c.id,
)

origin = Table(
    "origin",
    metadata,
    Column("organisation_id", text(), primary_key=True),
    Column("desk_id", text(), primary_key=True),
    Column("epoch", Integer, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("hash", text(), nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("base", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""Server: the last sequence settled of each desk's epoch, the hash of that envelope, and the
version on which the desk stood."""

heard = Table(
    "heard",
    metadata,
    Column("organisation_id", text(), primary_key=True),
    Column("desk_id", text(), primary_key=True),
    Column("heard_at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""Server: until when a desk has told everything that it did; a minute old at most."""

settled = Table(
    "settled",
    metadata,
    Column("organisation_id", text(), primary_key=True),
    Column("desk_id", text(), primary_key=True),
    Column("epoch", Integer, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("command_id", text(), nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("outcome", text(), nullable=False),
    sqlite_with_rowid=False,
)
"""Server: the outcome of each sequence, so that the same push gets the same answer again."""

outbox = Table(
    "outbox",
    metadata,
    Column("organisation_id", text(), primary_key=True),
    Column("id", text(), primary_key=True),
    Column("command_id", text(), nullable=False),
    Column("event", text(), nullable=False),
    Column("channel", text(), nullable=False),
    Column("address", text(), nullable=False),
    Column("body", text(), nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=True),
    Column("tries", Integer, nullable=False),
    Column("state", text(), nullable=False),
    Column("result", text(), nullable=False),
    sqlite_with_rowid=False,
)
"""Server: messages, written in the transaction of their cause. `body` is JSON. State: resting,
sent, failed, expired, withdrawn."""

Index("ix_outbox_due", outbox.c.organisation_id, outbox.c.state, outbox.c.due_at)
Index("ix_outbox_command", outbox.c.organisation_id, outbox.c.command_id)

due = Table(
    "due",
    metadata,
    Column("organisation_id", text(), primary_key=True),
    Column("at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""Server: when to look next whether a timer or a message of an organisation is due (UTC ms)."""

Index("ix_due_at", due.c.at)

failure = Table(
    "failure",
    metadata,
    Column("organisation_id", text(), primary_key=True),
    Column("command_id", text(), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("trace", text(), nullable=False),
    sqlite_with_rowid=False,
)
"""Server: where the program failed on a command that is kept aside; for operators, never synced."""

held = Table(
    "held",
    metadata,
    Column("organisation_id", text(), primary_key=True),
    Column("command_id", text(), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("why", text(), nullable=False),
    Column("envelope", text(), nullable=False),
    sqlite_with_rowid=False,
)
"""Server: commands that wait for the owner, because those whom they name did not sign them, or
their desk was revoked; never synced, in nobody's history."""

credential = Table(
    "credential",
    metadata,
    Column("hash", text(), primary_key=True),
    Column("kind", text(), nullable=False),
    Column("organisation_id", text(), nullable=False),
    Column("location_id", text(), nullable=False),
    Column("subject_id", text(), nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=True),
    Column("ended_at", BigInteger, nullable=True),
    sqlite_with_rowid=False,
)
"""Server: hashes of secrets that open a door: kind `enrolment` or `invitation` (used once),
`desk`."""

staff_password = Table(
    "staff_password",
    metadata,
    Column("organisation_id", text(), primary_key=True),
    Column("staff_id", text(), primary_key=True),
    Column("hash", text(), nullable=False),
    Column("set_at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""Server: argon2id hashes of the passwords of staff; never synced."""
