"""The ground that every test stands on: no screen, no strange network, silence, rule IDs."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if "XDG_RUNTIME_DIR" not in os.environ:  # Qt and others warn without one
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="foyer-run-")
    atexit.register(shutil.rmtree, os.environ["XDG_RUNTIME_DIR"], ignore_errors=True)

pytest_plugins = [
    "tests.support.network",
    "tests.support.postgres",
    "tests.support.rules",
    "tests.support.servers",
    "tests.support.silence",
]
