"""All texts of the desk for translators: python packaging/texts.py FILE.ts.

What stands in `tr(...)` Qt's own tool finds in the sources. What is declared in core (sentences of
refusals and outcomes, labels of commands, reports) and the two forms of `counted(...)` it is shown
in a file that lives only meanwhile.
"""

import ast
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from core.commands.all_commands import specs
from core.domain import words
from core.queries.reports.registry import GROUPS

ROOT = Path(__file__).parent.parent


def texts_of_core() -> Iterator[str]:
    """What core says to people."""
    for said in (words.REFUSED, words.FAULTS, words.DONE, words.SETTLED):
        for one in said.values():
            yield from _of_struct(one)
    yield from (spec.label for spec in specs.values())
    for group, reports in GROUPS:
        yield group
        for report in reports:
            yield from (report.title, report.about)
            for figure in report.figures:
                yield from (figure.title, figure.says)


def _of_struct(one: msgspec.Struct) -> Iterator[str]:
    for value in (getattr(one, name) for name in one.__struct_fields__):
        if isinstance(value, str):
            yield value


def _calls(name: str) -> Iterator[tuple[ast.Call, bool]]:
    """Calls of a function in the sources of the desk, and whether one stands inside an f-string."""
    for file in sorted((ROOT / "desktop").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        framed = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
        inside = {id(node) for frame in framed for node in ast.walk(frame)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name in (
                getattr(node.func, "id", ""),
                getattr(node.func, "attr", ""),
            ):
                yield node, id(node) in inside


def counted_texts() -> Iterator[tuple[str, str]]:
    """The two forms of each `counted(...)` of the desk."""
    for call, _ in _calls("counted"):
        forms = [one.value for one in call.args[1:] if isinstance(one, ast.Constant)]
        if len(forms) == 2:
            yield str(forms[0]), str(forms[1])


def framed_texts() -> Iterator[str]:
    """Texts inside f-strings, which Qt's tool does not look into."""
    for call, framed in _calls("tr"):
        if framed and call.args and isinstance(call.args[0], ast.Constant):
            yield str(call.args[0].value)


def declared() -> str:
    """The file that shows Qt's tool what it cannot find by itself."""
    lines = [f"tr({text!r})" for text in dict.fromkeys((*texts_of_core(), *framed_texts())) if text]
    for one, many in dict.fromkeys(counted_texts()):
        lines += [f"tr({one!r})", f'tr({many!r}, "", 2)']
    return "\n".join(("def declared():", *(f"    {line}" for line in lines), ""))


def extract(target: Path) -> str:
    """Write the texts to a .ts file; gives what Qt's tool said."""
    with tempfile.TemporaryDirectory() as folder:
        shown = Path(folder) / "declared.py"
        shown.write_text(declared(), encoding="utf-8")
        sources = [str(file) for file in sorted((ROOT / "desktop").rglob("*.py"))]
        tool = Path(sys.executable).parent / "pyside6-lupdate"
        done = subprocess.run(
            [tool, *sources, str(shown), "-locations", "none", "-ts", str(target)],
            capture_output=True,
            text=True,
            check=True,
        )
    return done.stdout + done.stderr


if __name__ == "__main__":
    sys.stdout.write(extract(Path(sys.argv[1])))
