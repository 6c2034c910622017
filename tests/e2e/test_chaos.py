"""A real server and real desks with a network that spoils most requests: each command once."""

import re
from collections import Counter
from pathlib import Path

import pytest

from core.domain.credits import LedgerEntry, Payment
from core.domain.people import Client
from core.domain.records import CommandLog
from desktop.desk import enrol
from desktop.vault import FileVault
from sync_server.opening import Where, open_office
from sync_server.serving import READY
from tests.e2e.chaos import CUTS, Chaos
from tests.e2e.studio import SmallStudio, code_for_a_desk, founded
from tests.support.rules import rule
from tests.support.servers import Child, Children, free_port
from tests.sync import oracle

DESKS = 3
COMMANDS = 10_000
PATIENCE_S = 400


@pytest.fixture
def studio(tmp_path: Path) -> SmallStudio:
    return founded(tmp_path / "server")


def acks(child: Child) -> list[tuple[str, str]]:
    """The commands that a hand showed as done, and of which kind each was."""
    found = [re.fullmatch(r"ack (\w+) (.+)", line) for line in child.lines]
    return [(one[1], one[2]) for one in found if one is not None]


def effects(studio: SmallStudio) -> dict[str, Counter[str]]:
    """How often each command took effect, by the kind of effect."""
    office = open_office(Where(studio.folder))
    with office.database.read(studio.ids.organisation_id) as store:
        rows = oracle.rows_of(store.rows)
    office.database.engine.dispose()
    adjusted = [e for e in rows[LedgerEntry.table] if e.kind == "adjust"]
    names = Counter(client.name for client in rows[Client.table])
    assert max(names.values()) == 1, "somebody was taken up twice"
    return {
        "history": Counter(entry.id for entry in rows[CommandLog.table]),
        "corrected": Counter(entry.command_id for entry in adjusted),
        "sold": Counter(payment.command_id for payment in rows[Payment.table]),
        "taken up": Counter(e.id for e in rows[CommandLog.table] if e.name == "create_client"),
    }


@rule("SET-12")
def test_ten_thousand_commands_through_a_network_of_faults_have_ten_thousand_effects(
    children: Children, studio: SmallStudio, tmp_path: Path
) -> None:
    port = free_port()
    options = ("serve", "--data", str(studio.folder), "--port", str(port))
    children.python("-m", "sync_server.cli", *options).wait_for(READY)
    chaos = Chaos(port, seed=1)
    chaos.calm()
    folders = [tmp_path / f"desk-{number}" for number in range(DESKS)]
    for folder in folders:
        enrol(folder, chaos.url, code_for_a_desk(studio), folder.name, FileVault(folder))
    chaos.rage()
    share = COMMANDS // DESKS + 1
    hands = [
        children.python(
            "-m", "tests.e2e.counting_hand", folder, str(number), str(share), str(PATIENCE_S)
        )
        for number, folder in enumerate(folders)
    ]
    for hand in hands:
        assert hand.wait(PATIENCE_S + 100) == 0, hand.output[-1000:]
    chaos.close()
    shown = [ack for hand in hands for ack in acks(hand)]
    assert len(shown) == share * DESKS >= COMMANDS
    found = effects(studio)
    assert [one for one, _ in shown if found["history"][one] != 1] == []
    assert [one for one, kind in shown if found[kind][one] != 1] == []
    cut = sum(chaos.fates[fate] for fate in CUTS)
    assert cut >= 0.3 * chaos.fates.total() > 30, chaos.fates
