"""The server's proof on each line of a history: that it wrote it, in this place (M-15)."""

from hashlib import blake2b

import msgspec
from msgspec.structs import replace

from core.domain.records import CommandLog
from core.wire.envelope import hash_of_arguments


class _Header(msgspec.Struct):
    arguments_hash: str


_header = msgspec.json.Decoder(_Header).decode


def with_proof(line: CommandLog, secret: str) -> CommandLog:
    """The line with its proof; as it is where the history has no secret yet."""
    return replace(line, proof=_proof(line, secret)) if secret else line


def proven(line: CommandLog, secret: str) -> bool:
    """Whether the server of this secret (hexadecimal) wrote the line, with these arguments.

    Those of a desk's command may have been erased (ORG-7): its envelope holds their hash.
    """
    if not secret or line.proof != _proof(line, secret):
        return False
    if not line.envelope or not line.arguments:
        return True
    return hash_of_arguments(line.arguments) == _header(line.envelope).arguments_hash


def _proof(line: CommandLog, secret: str) -> str:
    """Over all but the outcome and the subjects, which an erasure may empty (ORG-7)."""
    said = (
        line.id,
        line.version,
        line.origin,
        line.actor_id,
        line.name,
        line.occurred_at,
        line.settled_at,
        line.code,
        "" if line.envelope else line.arguments,
        line.envelope,
    )
    text = "\x1f".join(map(str, said)).encode()
    return blake2b(text, digest_size=16, key=bytes.fromhex(secret)).hexdigest()
