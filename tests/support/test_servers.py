"""Child processes are awaited by their words and end when told."""

import signal
import socket

import pytest

from tests.support.servers import Children, free_port

STUBBORN = """
import signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready on 4711", flush=True)
while True:
    signal.pause()
"""


def test_a_child_is_ready_when_it_says_so(children: Children) -> None:
    child = children.python("-c", "print('ready on 4711'); input()")
    assert child.wait_for(r"ready on (\d+)")[1] == "4711"


def test_a_child_that_ends_early_tells_why(children: Children) -> None:
    child = children.python("-c", "raise SystemExit('store is locked')")
    with pytest.raises(AssertionError, match="store is locked"):
        child.wait_for("ready")
    assert child.wait() == 1


def test_a_silent_child_is_not_awaited_for_ever(children: Children) -> None:
    child = children.python("-c", "import signal; print('up', flush=True); signal.pause()")
    child.wait_for("up")
    with pytest.raises(AssertionError, match="silent for"):
        child.wait_for("ready", timeout_s=0.05)


def test_a_child_that_ignores_the_term_signal_is_killed(children: Children) -> None:
    child = children.python("-c", STUBBORN)
    child.wait_for("ready")
    assert child.stop(timeout_s=0.1) == -signal.SIGKILL
    assert not child.running


def test_children_end_with_their_test() -> None:
    started = Children()
    child = started.python("-c", STUBBORN.replace("SIG_IGN", "SIG_DFL"))
    child.wait_for("ready")
    started.end()
    assert child.wait() == -signal.SIGTERM


def test_a_free_port_can_be_bound() -> None:
    with socket.create_server(("127.0.0.1", free_port())) as server:
        assert server.getsockname()[1] > 0
