"""Desks hear of what another process wrote, and are not woken again for what this one did."""

from sync_server.pokes import Pokes


class Recording(Pokes):
    """Notes whom it would wake."""

    def __init__(self) -> None:
        super().__init__()
        self.woken: list[str] = []

    def send(self, organisation_id: str) -> None:
        super().send(organisation_id)
        self.woken.append(organisation_id)


def test_a_version_that_moved_on_pokes_the_desks_of_its_organisation_once() -> None:
    pokes = Recording()
    pokes.watch({"org": 1, "other": 1})
    assert pokes.woken == []
    pokes.watch({"org": 2, "other": 1})
    pokes.watch({"org": 2, "other": 1})
    assert pokes.woken == ["org"]


def test_what_this_process_said_is_not_said_again() -> None:
    pokes = Recording()
    pokes.watch({"org": 1})
    pokes.send("org")
    pokes.watch({"org": 2})
    assert pokes.woken == ["org"]
    pokes.watch({"org": 3})
    assert pokes.woken == ["org", "org"]


def test_a_studio_that_is_new_wakes_nobody() -> None:
    pokes = Recording()
    pokes.watch({})
    pokes.watch({"new": 7})
    assert pokes.woken == []
