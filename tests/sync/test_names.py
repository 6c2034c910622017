"""Names of all the world go the whole way, desk to server to the other desk, to the byte."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.commands.people import CreateClient, EditClient, FieldChange, NewClient
from core.domain.people import Client
from core.wire.codec import BadInput
from tests.sync.oracle import violations
from tests.sync.world import World

NAMES = (
    "Zoë Ångström-Müller",
    "🧘‍♀️ 👩🏽‍🦱 Yoga",
    "نورة الزهراء",
    "יעל \u202eabc\u202c",
    "名前 なまえ 이름",
    "e\u0301 and é",
    "'; DROP TABLE client; --",
    '"quoted" \\ back\tslash',
    "%s ? :name {x}",
    "\u200bzero\ufeffwidth",
    "\U0010ffff\ue000",
    "n" * 200,
)
REFUSED = {
    "10,000 letters": "n" * 10_000,
    "nothing": "",
    "NUL": "a\x00b",
    "a lone surrogate": "a\ud800b",
}


@pytest.fixture(params=["memory", "sqlite"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    with World.open(kind=request.param, folder=tmp_path) as made:
        yield made


def test_every_name_arrives_at_the_other_desk_as_it_was_typed(world: World) -> None:
    here, there = world.desks
    ids = [here.do(CreateClient(NewClient(name))).facts["client_id"] for name in NAMES]
    here.do(EditClient(ids[0], {"name": FieldChange(NAMES[0], NAMES[2])}))
    world.heal()
    rows = [there.store.rows.get(Client, id) for id in ids]
    assert [row.name for row in rows if row] == [NAMES[2], *NAMES[1:]]
    assert violations(world) == []


@pytest.mark.parametrize("name", REFUSED.values(), ids=REFUSED)
def test_a_name_that_no_store_can_keep_is_refused_where_it_is_typed(
    world: World, name: str
) -> None:
    here, _ = world.desks
    with pytest.raises(BadInput) as caught:
        here.run(CreateClient(NewClient(name)))
    assert caught.value.refusal.code == "command_invalid"
    assert here.store.waiting() == 0
    world.heal()
    assert violations(world) == []
