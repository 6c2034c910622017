"""Opens a server's office from where its data lies."""

import os
import secrets
from pathlib import Path

import msgspec

from core.store.postgresql import Limits
from sync_server.database import SqlDatabase, open_postgresql, open_sqlite
from sync_server.notifications.channels import Account, Channel, MailboxFolder, Security, Smtp
from sync_server.notifications.webhooks import WEBHOOK, WebhookChannel
from sync_server.office import Office, SystemClock
from sync_server.recounting import recount
from sync_server.signing import WEBHOOK_KEY, signing_key

STORE = "server.db"
KEY = "server.key"
MAILBOX = "mailbox"
SETTINGS = "server.json"


class Where(msgspec.Struct, frozen=True):
    """The folder of the server, and the URL of PostgreSQL ("" for SQLite in the folder)."""

    folder: Path
    database: str = ""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """server.json in the folder.

    How mail leaves: without a host it goes to the mailbox folder. Where people reach the server's
    pages: without an address it is this computer's. How long PostgreSQL may wait for a lock, work
    on a statement, and hold a transaction open (milliseconds), and how many connections each worker
    keeps. Who may read /metrics from another computer.
    """

    smtp_host: str = ""
    smtp_port: int = 587
    smtp_sender: str = "foyer@localhost"
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_security: Security = "starttls"
    lock_timeout_ms: int = Limits().lock_ms
    statement_timeout_ms: int = Limits().statement_ms
    idle_timeout_ms: int = Limits().idle_ms
    connections: int = Limits().connections
    metrics_token: str = ""
    address: str = ""


def open_office(where: Where) -> Office:
    """Open database and channels, making folder and key where they are missing.

    Raises Fault as the stores do, and msgspec.ValidationError for a wrong server.json.
    """
    where.folder.mkdir(parents=True, exist_ok=True)
    settings = _settings(where.folder)
    channels = _channels(where.folder, settings)
    database = _database(where, settings)
    recount(database)
    return Office(
        database,
        channels,
        metrics_token=settings.metrics_token,
        address=settings.address.rstrip("/"),
        folder=None if where.database else where.folder,
    )


def _settings(folder: Path) -> Settings:
    file = folder / SETTINGS
    if not file.exists():
        return Settings()
    return msgspec.json.decode(file.read_bytes(), type=Settings)


def _database(where: Where, settings: Settings) -> SqlDatabase:
    if where.database:
        limits = Limits(
            settings.lock_timeout_ms,
            settings.statement_timeout_ms,
            settings.idle_timeout_ms,
            settings.connections,
        )
        return open_postgresql(where.database, limits)
    return open_sqlite(where.folder / STORE, _key(where.folder / KEY))


def _key(path: Path) -> bytes:
    if not path.exists():
        keep_key(path.parent, secrets.token_bytes(32))
    return bytes.fromhex(path.read_text())


def keep_key(folder: Path, key: bytes) -> None:
    """Write the key of the store in a folder, for this user's eyes; never over another."""
    handle = os.open(folder / KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(key.hex())


def _channels(folder: Path, settings: Settings) -> dict[str, Channel]:
    post = Smtp(_account(settings)) if settings.smtp_host else MailboxFolder(folder / MAILBOX)
    return {"email": post, WEBHOOK: WebhookChannel(signing_key(folder, WEBHOOK_KEY), SystemClock())}


def _account(settings: Settings) -> Account:
    return Account(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_sender,
        settings.smtp_user,
        settings.smtp_password,
        settings.smtp_security,
    )
