"""A desk's statements are compiled once: the driver keeps as many as there are."""

from core.store import sqlite, texts


def test_every_statement_of_a_desk_has_a_place_among_those_that_are_kept() -> None:
    known = texts.known()
    assert len(known) > 128, "more than the driver keeps by itself"
    assert len(known) + 100 <= sqlite.STATEMENTS
