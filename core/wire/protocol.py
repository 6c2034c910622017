"""The exchange between a desk and the server: messages, and the port both sides stand on.

Commands go up, changed rows come down; the two directions are independent.
"""

from typing import Annotated, Protocol

import msgspec
from msgspec import UNSET, UnsetType

from core.domain.ids import CommandId, DeskId, LocationId, OrganisationId
from core.wire.envelope import Envelope, Number, Small, Word

PROTOCOL = 2
"""What this program speaks. 2: schemas are named, chains go on in a new epoch."""
OLDEST_PROTOCOL = 1
"""What it still understands: an old desk may always push."""
DESK_REVOKED = "desk_revoked"
"""How an exchange with a desk that was revoked is refused."""
OLDEST_SCHEMA = 1
"""The schema of who does not name one."""
MOST_COMMANDS = 100
MOST_ROWS = 2000
MOST_BYTES = 16 * 1024 * 1024
"""A request beyond this is refused; a desk sends fewer commands at once long before."""


class PageMark(msgspec.Struct, frozen=True):
    """Where a page of changed rows ended: the next begins after it."""

    version: Number
    table: Word
    id: Word


class TableRows(msgspec.Struct, frozen=True):
    """Changed rows of one table, as a JSON array of rows."""

    table: str
    rows: msgspec.Raw


class ExchangeRequest(msgspec.Struct, frozen=True):
    """What a desk sends. `mark` is where its last page ended; None or the cursor at the start.

    `schema` is the number of the rows' shapes that the desk knows. `lost` are lines of the command
    log (a JSON array) that a server restored from an older copy has not: sent instead of commands.
    `only_up`: a desk that drains a long queue wants no rows yet.
    """

    protocol: int
    desk_id: DeskId
    epoch: Small
    cursor: Number
    history_id: Word = ""
    mark: PageMark | None = None
    commands: tuple[Envelope, ...] = ()
    schema: Small = OLDEST_SCHEMA
    lost: msgspec.Raw | UnsetType = UNSET
    only_up: bool = False


class Settled(msgspec.Struct, frozen=True):
    """What the server made of one command: its version in history and its outcome as JSON."""

    seq: int
    command_id: CommandId
    version: int
    outcome: str


class ExchangeReply(msgspec.Struct, frozen=True):
    """What comes back.

    `refused` is a code where the upload stopped (`sequence_gap`, `desk_forked`,
    `signature_wrong`, `desk_revoked`), with `expected_seq`; `next_epoch` is what the desk goes on
    with where its chain is not the one that the server knows (0: it is). Rows lie in `tables`;
    while `mark` is not None more pages follow, and only the last page carries the `head` version
    that all staged pages together reach, and its digest. `schema` is the number of the server's own
    shapes: a desk of another one gets what it knows of them. `version` is the version that the
    history has reached, `known` up to which the server has the lines of the history that the desk
    named: a desk of a lost history that reaches further sends the rest. `rows` is told with the
    first page of a load of all rows: how many there are in all, 0 where it is not said.
    """

    history_id: str
    server_time: int
    expected_seq: int
    settled: tuple[Settled, ...] = ()
    refused: str = ""
    tables: tuple[TableRows, ...] = ()
    mark: PageMark | None = None
    head: int = 0
    digest: dict[str, int] = {}
    next_epoch: int = 0
    schema: int = OLDEST_SCHEMA
    version: int = 0
    known: int = 0
    rows: int = 0


class EnrolRequest(msgspec.Struct, frozen=True):
    """A computer asks to become a desk. `public_key` is hexadecimal Ed25519."""

    code: Word
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
    public_key: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]


class EnrolReply(msgspec.Struct, frozen=True):
    """Who the desk is now. `token` opens the exchange; the server keeps only its hash."""

    organisation_id: OrganisationId
    location_id: LocationId
    desk_id: DeskId
    desk_code: str
    token: str
    card_keys: tuple[str, ...] = ()


class SyncProtocol(Protocol):
    """Implemented by the HTTP client and by the server's service; tests run both ways."""

    def exchange(self, request: ExchangeRequest) -> ExchangeReply:
        """Raises core.domain.refusals.Fault when the network or the server fails."""
        ...
