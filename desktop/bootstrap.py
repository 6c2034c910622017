"""Starts the desk: reads the command line, opens or enrols the desk, opens the window.

foyer                          open the desk of this user, or say how to make one
foyer --enrol URL CODE NAME    make this computer a desk
foyer --play FILE              act by a script, as a person would (see desktop/play.py)
"""

import argparse
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from core.domain.refusals import Fault

if TYPE_CHECKING:
    from desktop.desk import Desk


def main(argv: list[str] | None = None) -> int:
    """Entry point. Exit code 2 for what the environment refuses, told in one line."""
    options = _parser().parse_args(argv)
    try:
        return _run(options)
    except Fault as fault:
        from desktop.wording import fault_words

        sys.stderr.write(f"foyer: {fault_words(fault)}\n")
        return 2


def _run(options: argparse.Namespace) -> int:
    from desktop.desk import enrol, is_desk, open_desk
    from desktop.vault import vault_of

    folder: Path = options.data
    vault = vault_of(folder, unprotected=options.unprotected)
    if options.enrol:
        url, code, name = options.enrol
        enrol(folder, url, code, name, vault)
    if not is_desk(folder):
        sys.stderr.write(f"foyer: no desk in {folder}. Enrol one: foyer --enrol URL CODE NAME\n")
        return 2
    if options.enrol and not options.play:
        return 0
    return _open_window(open_desk(folder, vault), options)


def _open_window(desk: "Desk", options: argparse.Namespace) -> int:
    from PySide6.QtCore import QLockFile, QTimer
    from PySide6.QtWidgets import QApplication

    from desktop.desk_app import DeskApp
    from desktop.play import Player
    from desktop.session import Session

    app = QApplication(sys.argv[:1])
    app.setApplicationName("Foyer")
    lock = QLockFile(str(options.data / "desk.lock"))
    if not lock.tryLock(0):
        raise Fault("store_locked")
    session = Session(desk)
    window = DeskApp(app, session, options.data / "window.ini")
    window.show()
    desk.worker.start()
    signal.signal(signal.SIGTERM, lambda *_: app.quit())
    heartbeat = QTimer()
    heartbeat.timeout.connect(lambda: None)  # lets Python see a signal while Qt waits
    heartbeat.start(200)
    player = Player(window, options.play) if options.play else None
    if player is not None:
        QTimer.singleShot(0, player.start)
    code = app.exec()
    window.end()
    session.close()
    desk.close()
    lock.unlock()
    return player.code if player is not None else int(code)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="foyer", description="The front desk of a studio.")
    parser.add_argument("--data", type=Path, default=default_folder(), help="the desk's folder")
    parser.add_argument("--enrol", nargs=3, metavar=("URL", "CODE", "NAME"))
    parser.add_argument(
        "--unprotected", action="store_true", help="keep the keys in a file, without a keyring"
    )
    parser.add_argument("--play", type=Path, help="act by a script")
    return parser


def default_folder() -> Path:
    """Where this user's desk lies, by the custom of the system."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "Foyer"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Foyer"
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "foyer"


if __name__ == "__main__":
    sys.exit(main())
