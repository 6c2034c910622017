"""Writes THIRD_PARTY.md: every library that Foyer runs on, and every bundled file with a licence.

Versions come from requirements.lock, licences from the metadata of what is installed.
"""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, metadata, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "THIRD_PARTY.md"
# The lock is made for one version, whichever Python runs this.
LOCKED_FOR = {"python_version": "3.11", "python_full_version": "3.11.0"}
# Where the metadata is silent: read in the licence file that the library ships.
READ = {"sqlcipher3": "Zlib"}
HEAD = """# Third-party software

Written by `python packaging/third_party.py` (part of `make lock`); a test holds it to the lock.

## Libraries

| library | version | licence |
|---|---|---|
"""


def locked(text: str) -> dict[str, str]:
    """Canonical name → version, of a lock file's text."""
    pins = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", text, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in pins}


def needed(roots: list[str]) -> set[str]:
    """Canonical names of all that the given requirements stand on, extras included."""
    found: set[str] = set()
    waiting = [(Requirement(root), "") for root in roots]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({**LOCKED_FOR, "extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        key = (name, frozenset(requirement.extras))
        if key in seen:
            continue
        seen.add(key)
        found.add(name)
        for below in requires(name) or ():
            waiting += [(Requirement(below), e) for e in ("", *requirement.extras)]
    return found


def licence(meta: PackageMetadata) -> str:
    """The licence in few words: expression, else classifiers, else first line; KeyError."""
    if expression := meta.get_all("License-Expression"):
        return str(expression[0])
    classifiers = [str(c) for c in meta.get_all("Classifier") or () if " :: OSI Approved :: " in c]
    if classifiers:
        return ", ".join(c.rpartition(" :: ")[2] for c in classifiers)
    if texts := meta.get_all("License"):
        return str(texts[0]).strip().splitlines()[0]
    return READ[meta["Name"]]


def bundled() -> Iterator[str]:
    """One line for each licence file that lies beside bundled files."""
    for path in sorted((ROOT / "resources").rglob("*")):
        if re.match(r"(LICEN[CS]E|OFL|COPYING)", path.name, re.IGNORECASE):
            inside = path.relative_to(ROOT)
            yield f"- `{inside.parent.as_posix()}`: [{path.name}]({inside.as_posix()})\n"


INSIDE = {
    "cryptography": "OpenSSL (Apache-2.0)",
    "psycopg-binary": "libpq (PostgreSQL), OpenSSL (Apache-2.0)",
    "pyside6-essentials": "Qt (LGPL-3.0)",
    "pyside6-addons": "Qt (LGPL-3.0)",
    "sqlcipher3": "SQLCipher (BSD-3-Clause), SQLite (public domain), OpenSSL (Apache-2.0)",
    "sqlcipher3-wheels": "SQLCipher (BSD-3-Clause), SQLite (public domain), OpenSSL (Apache-2.0)",
    "sqlcipher3-binary": "SQLCipher (BSD-3-Clause), SQLite (public domain), OpenSSL (Apache-2.0)",
}
"""What the wheels of some libraries carry inside."""


def document() -> str:
    """The whole text of THIRD_PARTY.md."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    versions = locked((ROOT / "requirements.lock").read_text())
    names = sorted(needed(project["dependencies"]))
    rows = [f"| {name} | {versions[name]} | {licence(metadata(name))} |\n" for name in names]
    inside = [f"- {name}: {INSIDE[name]}\n" for name in names if name in INSIDE]
    parts = {"Carried inside them": inside, "Bundled files": list(bundled())}
    told = [f"\n## {title}\n\n{''.join(lines)}" for title, lines in parts.items() if lines]
    return HEAD + "".join(rows) + "".join(told)


if __name__ == "__main__":
    TARGET.write_text(document())
