"""Every text of the desk reaches the translators by Qt's own tool (U-62)."""

import ast
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

from desktop.language import longer
from tests.support.rules import rule

ROOT = Path(__file__).parents[2]


def _texts() -> ModuleType:
    spec = importlib.util.spec_from_file_location("texts", ROOT / "packaging" / "texts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _written() -> Iterator[tuple[str, str]]:
    """Each literal that a file of the desk hands to `tr`."""
    for file in sorted((ROOT / "desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name == "tr" and isinstance(node.args[0], ast.Constant):
                yield file.name, str(node.args[0].value)


@rule("U-62")
@pytest.mark.skipif(sys.platform == "win32", reason="the command line there is too short")
def test_the_tool_finds_each_text_and_finds_no_fault(tmp_path: Path) -> None:
    texts, file = _texts(), tmp_path / "foyer.ts"

    said = texts.extract(file)

    assert "rror" not in said
    assert "arning" not in said
    found = {one.findtext("source") for one in ET.parse(file).iter("message")}  # noqa: S314
    assert sorted(pair for pair in _written() if pair[1] not in found) == []
    assert set(filter(None, texts.texts_of_core())) <= found
    assert "{0} credits" in found


@rule("U-62")
def test_the_made_up_language_keeps_places_for_facts_and_markup() -> None:
    assert longer(" {0} of <b>{1:money}</b> &amp; ") == " [{0} øøf <b>{1:money}</b> &amp;] "
    assert longer("") == ""
