"""The checks of the source tree: each takes a root folder and returns what is wrong, as paths."""

import os
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

MAX_LINES = 500
DRAWERS = {"utils", "util", "common", "helpers", "helper", "misc", "manager"}
TOP_LEVEL = {
    *("core", "desktop", "sync_server", "resources", "migrations", "packaging", "tests", "docs"),
    *(".ci", ".gitignore", ".importlinter", "pyproject.toml", "requirements.lock", "Makefile"),
    *("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "THIRD_PARTY.md"),
}
# Put together here, so that this file does not find itself.
WORKPLACE = tuple(
    "".join(parts)
    for parts in (
        *(("../", "shared"), ("/", "work/"), ("farm", "-studio"), ("seeds", "/")),
        *(("pypi", ".org"), ("python", "hosted"), ("deb.", "debian"), ("registry.", "npmjs")),
    )
)


def files(root: Path) -> Iterator[Path]:
    """Each file below root that .gitignore does not name, relative to it."""
    ignored = [".git", *(line.rstrip("/") for line in _lines(root / ".gitignore"))]

    def kept(path: Path) -> bool:
        return not any(fnmatch(n, i) for n in (path.name, path.as_posix()) for i in ignored)

    for folder, folders, names in os.walk(root):
        inside = Path(folder).relative_to(root)
        # Pruned in place: an installed environment holds more files than all else together.
        folders[:] = sorted(name for name in folders if kept(inside / name))
        yield from (inside / name for name in sorted(names) if kept(inside / name))


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text().splitlines() if line] if path.exists() else []


def _modules(root: Path) -> Iterator[Path]:
    return (path for path in files(root) if path.suffix == ".py")


def long_modules(root: Path) -> list[str]:
    """Modules of more than 500 lines; a migration is a record, not a room to work in."""
    written = [p for p in _modules(root) if p.parent.name != "versions"]
    return [str(p) for p in written if len((root / p).read_text().splitlines()) > MAX_LINES]


def filled_inits(root: Path) -> list[str]:
    """Each `__init__.py` that holds anything."""
    return [str(p) for p in _modules(root) if p.name == "__init__.py" and (root / p).stat().st_size]


def drawers(root: Path) -> list[str]:
    """Modules and packages whose name says nothing of what lives in them."""
    return [str(p) for p in _modules(root) if DRAWERS & {p.stem, *p.parts[:-1]}]


def hiding_packages(root: Path) -> list[str]:
    """`packaging` and `resources` made regular packages: the first would hide a library."""
    inits = (f"{folder}/__init__.py" for folder in ("packaging", "resources"))
    return [init for init in inits if (root / init).exists()]


def workplace_words(root: Path) -> list[str]:
    """Files that name where they were written or fetched from."""
    return [
        f"{path}: {word}"
        for path in files(root)
        for word in WORKPLACE
        if word in (root / path).read_text(errors="ignore").lower()
    ]


def strangers(root: Path) -> list[str]:
    """What lies at the top level and is not expected there."""
    return sorted({path.parts[0] for path in files(root)} - TOP_LEVEL)
