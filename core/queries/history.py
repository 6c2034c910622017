"""The life of a client, an occurrence, a pass: settled commands, the newest first (AUD-1)."""

from core.domain.finder import Finder
from core.domain.records import (
    LOG_OF_CLIENT,
    LOG_OF_OCCURRENCE,
    LOG_OF_PASS,
    CommandLog,
)
from core.queries.source import Source


def of_client(source: Source, client_id: str) -> list[CommandLog]:
    return _newest_first(source, LOG_OF_CLIENT, client_id)


def of_occurrence(source: Source, occurrence_id: str) -> list[CommandLog]:
    return _newest_first(source, LOG_OF_OCCURRENCE, occurrence_id)


def of_pass(source: Source, pass_id: str) -> list[CommandLog]:
    return _newest_first(source, LOG_OF_PASS, pass_id)


def _newest_first(source: Source, finder: Finder[CommandLog], key: str) -> list[CommandLog]:
    return source.rows.find(finder, key)[::-1]
