"""The harness fails what it promises to fail: the cases run under a pytest of their own."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.servers import ROOT, Children

CONFTEST = (ROOT / "tests/conftest.py").read_text()

CASES = """
import logging
import socket
import warnings

import pytest
from PySide6.QtCore import qWarning

log = logging.getLogger("studio")

def test_quiet():
    log.info("nothing to see")

def test_stray_log_bad():
    log.warning("seat lost")

@pytest.mark.expects_log("seat l.st")
def test_declared_log():
    log.warning("seat lost")

def test_log_declared_in_mid_test(expects_log):
    expects_log("^ERROR studio: gone")
    log.error("gone")

@pytest.mark.expects_log("never said")
def test_declared_but_unheard_bad():
    pass

def test_python_warning_bad():
    warnings.warn("old way", DeprecationWarning)

def test_qt_message_bad():
    qWarning("painter not active")

def test_reaching_out_bad():
    socket.create_connection(("192.0.2.1", 80), timeout=1)

def test_reaching_out_swallowed_bad():
    try:
        socket.getaddrinfo("studio.example", 80)
    except RuntimeError:
        pass

@pytest.mark.no_such_marker
def test_unknown_marker():
    pass
"""


@pytest.fixture
def verdicts(tmp_path: Path, children: Children) -> Callable[[str], dict[str, str]]:
    """Runs a test file under the project's own settings; name → its worst outcome."""

    def run(source: str) -> dict[str, str]:
        for name, text in {"conftest.py": CONFTEST, "test_case.py": source}.items():
            (tmp_path / name).write_text(text)
        child = children.python(
            *("-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path)),
            *("-p", "no:cacheprovider", "--tb=no", "-q", "-rA", str(tmp_path)),
            env={"PYTHONPATH": str(ROOT), "COLUMNS": "200"},
        )
        child.wait(60)
        words = [line.split() for line in child.lines if re.match(r"(PASSED|FAILED|ERROR) ", line)]
        assert words, child.output
        # What passed comes first, so that a failure at the end of a test wins over its pass.
        words.sort(key=lambda line: line[0] != "PASSED")
        return {line[1].rpartition("::")[2]: line[0] for line in words}

    return run


def test_each_kind_of_noise_fails_its_test_and_no_other(
    verdicts: Callable[[str], dict[str, str]],
) -> None:
    source = CASES.rpartition("@pytest.mark.no_such_marker")[0]
    outcome = verdicts(source)
    assert len(outcome) == source.count("def test_")
    assert {name for name, word in outcome.items() if word != "PASSED"} == {
        name for name in outcome if name.endswith("_bad")
    }


def test_a_marker_nobody_declared_stops_the_run(
    verdicts: Callable[[str], dict[str, str]],
) -> None:
    outcome = verdicts(CASES)
    assert list(outcome.values()) == ["ERROR"]


def test_tests_run_without_a_screen() -> None:
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
