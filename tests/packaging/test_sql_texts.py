"""The SQL compiled beforehand is what would be compiled now, and a desk needs nothing else."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from core.store import texts
from core.store.texts import SQLITE, Text, text_of

ROOT = Path(__file__).parents[2]
START = """
import sys
import desktop.bootstrap, desktop.desk, desktop.desk_app, desktop.session
late = {"sqlalchemy", "alembic", "httpx"}
print(sorted({name.partition(".")[0] for name in sys.modules} & late))
"""


def test_the_file_is_fresh() -> None:
    where = ROOT / "packaging" / "sql_texts.py"
    spec = importlib.util.spec_from_file_location("sql_texts", where)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert texts.FILE.read_bytes() == module.made(), "run: python packaging/sql_texts.py"


def test_a_file_of_other_rows_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = texts.FILE.read_text().replace(str(texts.rows_mark()), "1")
    for content in (other, None):
        file = tmp_path / "texts.json"
        if content:
            file.write_text(content)
        else:
            file.unlink()
        monkeypatch.setattr(texts, "FILE", file)
        texts.known.cache_clear()
        assert text_of(SQLITE, "get client", lambda: Text("compiled")).sql == "compiled"
    monkeypatch.undo()
    texts.known.cache_clear()
    assert text_of(SQLITE, "get client", lambda: Text("compiled")).sql.startswith("SELECT")


def test_the_desk_is_loaded_without_what_it_needs_only_later() -> None:
    started = subprocess.run(
        [sys.executable, "-c", START], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (started.stdout, started.stderr) == ("[]\n", "")


def test_every_query_of_a_desk_is_in_it() -> None:
    named = set()
    for path in (ROOT / "core" / "queries").glob("*.py"):
        named |= set(re.findall(r'"((?:\w+)\.(?:\w+))"', path.read_text()))
    assert len(named) > 15
    assert {f"query {name}" for name in named} <= set(texts.known())
