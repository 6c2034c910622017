"""The life of a client, an occurrence, a pass: settled commands, the newest first (AUD-1)."""

from collections.abc import Iterable

from core.domain.finder import Finder
from core.domain.records import (
    LOG_OF_CLIENT,
    LOG_OF_OCCURRENCE,
    LOG_OF_PASS,
    LOG_OF_SUBJECT,
    CommandLog,
)
from core.queries.source import Source
from core.rules.people.merging import identities


def of_client(source: Source, client_id: str) -> list[CommandLog]:
    """With what was done under the names of records that were merged into it."""
    return _newest_first(source, LOG_OF_CLIENT, identities(source.rows, client_id))


def of_occurrence(source: Source, occurrence_id: str) -> list[CommandLog]:
    """What changed the occurrence, its bookings or its waitlist."""
    return _newest_first(source, LOG_OF_OCCURRENCE, [occurrence_id])


def of_pass(source: Source, pass_id: str) -> list[CommandLog]:
    """What changed the pass, or what it pays for."""
    return _newest_first(source, LOG_OF_PASS, [pass_id])


def _newest_first(
    source: Source, finder: Finder[CommandLog], keys: Iterable[str]
) -> list[CommandLog]:
    """A line names one client, class and pass itself, further ones stand beside it."""
    found: dict[str, CommandLog] = {}
    for key in keys:
        found |= {line.id: line for line in source.rows.find(finder, key)}
        for beside in source.rows.find(LOG_OF_SUBJECT, key):
            line = source.rows.get(CommandLog, beside.command_id)
            found |= {line.id: line} if line else {}
    return sorted(found.values(), key=lambda line: -line.version)
