"""Imports in parts, sent twice, and taken back."""

from core.commands.imports import (
    ClientLine,
    ImportClients,
    ImportPasses,
    PassLine,
    UndoImport,
)
from core.commands.people import NewClient
from core.commands.seats import Book
from core.domain.credits import PASSES_OF_CLIENT, PAYMENTS_OF_CLIENT, Pass
from core.domain.ids import imported_client_id, imported_pass_id
from core.domain.people import Client
from tests.support.rules import rule
from tests.support.studio import Studio

BATCH = "batch-1"
PEOPLE = ImportClients(
    BATCH, (ClientLine(1, NewClient("Ada Alt")), ClientLine(2, NewClient("Bo Berg")))
)
ADA, BO = imported_client_id(BATCH, 1), imported_client_id(BATCH, 2)


def passes() -> ImportPasses:
    return ImportPasses(
        BATCH,
        (
            PassLine(1, "10er-Karte", 4, client_row=1, valid_until="2026-12-31"),
            PassLine(2, "Monat", unlimited=True, client_id=BO),
        ),
    )


@rule("IO-1", "IO-4")
def test_opening_credits_come_in_as_a_grant_without_revenue() -> None:
    s = Studio.open()
    assert s.do(PEOPLE, by=s.owner).facts["made"] == 2
    assert s.do(passes(), by=s.owner).facts["made"] == 2
    (held,) = s.reader.find(PASSES_OF_CLIENT, ADA)
    assert (s.balance(held.id), held.price, held.name) == (4, 0, "10er-Karte")
    assert s.reader.find(PAYMENTS_OF_CLIENT, ADA) == []
    s.do(Book(ADA, s.yoga_0900))
    s.do(Book(BO, s.yoga_0900))


@rule("IO-1")
def test_a_part_that_is_sent_twice_makes_nothing_twice() -> None:
    s = Studio.open()
    for command in (PEOPLE, passes()):
        s.do(command, by=s.owner)
        before = s.rows()
        assert s.do(command, by=s.owner).facts["made"] == 0
        assert s.rows() == before


@rule("IO-1")
def test_a_bad_line_leaves_nothing_half_imported_and_is_named() -> None:
    s = Studio.open()
    before = s.rows()
    bad = ImportClients(BATCH, (ClientLine(1, NewClient("Ada")), ClientLine(2, NewClient("  "))))
    refusal = s.refuse(bad, by=s.owner)
    assert (refusal.code, refusal.facts["row"]) == ("name_missing", 2)
    stranger = ImportPasses(BATCH, (PassLine(7, "10er", 4, client_row=99),))
    assert s.refuse(stranger, by=s.owner).facts["row"] == 7
    dated = ImportPasses(BATCH, (PassLine(8, "x", 1, s.anna, valid_until="2026-02-30"),))
    assert s.refuse(dated, by=s.owner).code == "invalid_date"
    unsold = ImportPasses(BATCH, (PassLine(9, "x", 1, s.anna, product_id="none"),))
    assert s.refuse(unsold, by=s.owner).code == "product_unknown"
    assert s.rows() == before


@rule("IO-3")
def test_taking_an_import_back_removes_the_unused_and_archives_the_used() -> None:
    s = Studio.open()
    s.do(PEOPLE, by=s.owner)
    s.do(passes(), by=s.owner)
    s.do(Book(ADA, s.yoga_0900))
    facts = s.do(UndoImport(BATCH), by=s.owner).facts
    assert (facts["removed"], facts["archived"]) == (2, 2)
    assert (s.get(Client, ADA).state, s.get(Client, BO).state) == ("archived", "removed")
    used, unused = imported_pass_id(BATCH, 1), imported_pass_id(BATCH, 2)
    assert (s.get(Pass, used).state, s.get(Pass, unused).state) == ("archived", "removed")
    assert s.balance(used) == 0
    assert s.do(UndoImport(BATCH), by=s.owner).facts["removed"] == 0
    assert s.refuse(UndoImport("none"), by=s.owner).code == "batch_unknown"
