"""The life of a client, an occurrence, a pass: settled commands, the newest first (AUD-1)."""

from core.domain.finder import Finder
from core.domain.records import (
    LOG_OF_CLIENT,
    LOG_OF_OCCURRENCE,
    LOG_OF_PASS,
    CommandLog,
)
from core.queries.source import Source
from core.rules.merging import identities


def of_client(source: Source, client_id: str) -> list[CommandLog]:
    """With what was done under the names of records that were merged into it."""
    lines = [
        line
        for one in identities(source.rows, client_id)
        for line in source.rows.find(LOG_OF_CLIENT, one)
    ]
    return sorted(lines, key=lambda line: -line.version)


def of_occurrence(source: Source, occurrence_id: str) -> list[CommandLog]:
    return _newest_first(source, LOG_OF_OCCURRENCE, occurrence_id)


def of_pass(source: Source, pass_id: str) -> list[CommandLog]:
    return _newest_first(source, LOG_OF_PASS, pass_id)


def _newest_first(source: Source, finder: Finder[CommandLog], key: str) -> list[CommandLog]:
    return source.rows.find(finder, key)[::-1]
