"""The reference pages are made from the code and are fresh."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "packaging" / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["commands.md", "refusals.md", "reports.md", "settings.md"])
def test_a_page_is_what_the_code_says(name: str) -> None:
    written = (ROOT / "docs" / "reference" / name).read_text()
    assert written == reference().PAGES[name](), "run: python packaging/reference.py"


def test_every_command_stands_in_it_with_who_may_send_it() -> None:
    page = reference().commands()
    for name, spec in reference().specs.items():
        assert f"## `{name}`" in page
        assert f"permission `{spec.permission}`" in page
