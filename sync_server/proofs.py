"""The server's proof on each line of a history: that it wrote it, in this place (M-15)."""

from hashlib import blake2b

from msgspec.structs import replace

from core.domain.records import CommandLog


def with_proof(line: CommandLog, secret: str) -> CommandLog:
    """The line with its proof; as it is where the history has no secret yet."""
    return replace(line, proof=_proof(line, secret)) if secret else line


def proven(line: CommandLog, secret: str) -> bool:
    """Whether the server of this secret (hexadecimal) wrote the line, with these arguments."""
    return bool(secret) and line.proof == _proof(line, secret)


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
        line.arguments,
        line.envelope,
    )
    text = "\x1f".join(map(str, said)).encode()
    return blake2b(text, digest_size=16, key=bytes.fromhex(secret)).hexdigest()
