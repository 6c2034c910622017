"""Clients and cards through the bus."""

from typing import Any

import pytest

from core.commands.people import (
    ArchiveClient,
    BindCard,
    CreateClient,
    EditClient,
    FieldChange,
    NewClient,
    RevokeCard,
    UnarchiveClient,
    UndoEditClient,
)
from core.commands.seats import Book
from core.domain.people import CLIENTS_BY_FOLDED, Card, Client
from tests.support.rules import rule
from tests.support.studio import Studio

CARD = "c" * 32


def edit(client: str, **fields: tuple[Any, Any]) -> EditClient:
    changes: Any = {name: FieldChange(*seen_value) for name, seen_value in fields.items()}
    return EditClient(client, changes)


@rule("ORG-5")
def test_a_client_is_found_by_the_folded_name() -> None:
    s = Studio.open()
    made = s.do(CreateClient(NewClient("  Zoë  Łuk ", "ZOE@x.org", tags=("a", "b"))))
    (found,) = s.reader.find(CLIENTS_BY_FOLDED, "zoe luk")
    assert (found.id, found.email, found.tags) == (
        made.facts["client_id"],
        "zoe@x.org",
        '["a","b"]',
    )
    assert s.refuse(CreateClient(NewClient(" "))).code == "name_missing"


@rule("SET-9")
def test_an_edit_writes_only_its_fields_and_keeps_the_search_name_right() -> None:
    s = Studio.open()
    s.do(edit(s.ben, name=("Ben Brook", "Ben Bröök")))
    s.do(edit(s.ben, notes=("", "knee")))
    client = s.get(Client, s.ben)
    assert (client.name, client.folded, client.notes, client.email) == (
        "Ben Bröök",
        "ben brook",
        "knee",
        "ben@example.org",
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ("Ben Brook", "   ")},
        {"name": ("Ben Brook", 5)},
        {"tags": ("[]", "not json")},
        {"pay_later": (0, "yes")},
    ],
)
def test_a_value_that_does_not_fit_its_field_is_refused(fields: Any) -> None:
    s = Studio.open()
    assert s.refuse(edit(s.ben, **fields), by=s.manager).code == "invalid_value"


@rule("PERM-2")
def test_what_a_client_may_do_or_owe_is_changed_by_managers() -> None:
    s = Studio.open()
    vip = edit(s.ben, permission=("standard", "vip"))
    assert s.refuse(vip).code == "terms_not_allowed"
    s.do(vip, approved_by=s.manager)
    wrong = edit(s.ben, permission=("vip", "king"))
    assert s.refuse(wrong, by=s.manager).code == "invalid_value"


def test_an_edit_is_undone_unless_the_field_was_touched_since() -> None:
    s = Studio.open()
    s.do(edit(s.ben, notes=("", "knee")))
    back: Any = {"notes": FieldChange("knee", "")}
    s.do(edit(s.ben, phone=("", "+441234567")))
    s.do(UndoEditClient("e", s.ben, back))
    assert (s.get(Client, s.ben).notes, s.get(Client, s.ben).phone) == ("", "+441234567")
    assert s.refuse(UndoEditClient("e", s.ben, back)).code == "changed_since"


@rule("ORG-7")
def test_clients_are_archived_by_the_desk_while_unused_and_else_by_a_manager() -> None:
    s = Studio.open()
    s.do(ArchiveClient(s.ben), command_id="a")
    assert s.refuse(ArchiveClient(s.ben)).code == "client_archived"
    s.do(UnarchiveClient(s.ben, "a"))
    assert s.refuse(UnarchiveClient(s.ben, "a")).code == "changed_since"
    assert s.refuse(UnarchiveClient(s.ben)).code == "not_archived"
    s.do(Book(s.ben, s.yoga_1800, pay_at_desk=True))
    assert s.refuse(ArchiveClient(s.ben)).code == "archive_not_allowed"
    s.do(ArchiveClient(s.ben), by=s.manager)


def test_unarchiving_as_an_undo_is_refused_when_another_archived_them() -> None:
    s = Studio.open()
    s.do(ArchiveClient(s.ben), command_id="a")
    s.do(UnarchiveClient(s.ben))
    s.do(ArchiveClient(s.ben), command_id="b")
    assert s.refuse(UnarchiveClient(s.ben, "a")).code == "changed_since"


@rule("CHK-6")
def test_a_card_names_one_client_until_it_is_revoked_for_good() -> None:
    s = Studio.open()
    s.do(BindCard(CARD, s.anna))
    s.do(BindCard(CARD, s.anna))
    assert s.refuse(BindCard(CARD, s.ben)).code == "card_taken"
    s.do(RevokeCard(CARD))
    s.do(RevokeCard(CARD))
    assert s.get(Card, CARD).state == "revoked"
    assert s.refuse(BindCard(CARD, s.ben)).code == "card_revoked"
    assert s.refuse(RevokeCard("d" * 32)).code == "card_unknown"


@pytest.mark.parametrize(
    "command",
    [
        EditClient("nobody", {}),
        UndoEditClient("e", "nobody", {}),
        ArchiveClient("nobody"),
        UnarchiveClient("nobody"),
        BindCard(CARD, "nobody"),
    ],
)
def test_nobody_is_refused(command: Any) -> None:
    assert Studio.open().refuse(command).code == "client_unknown"
