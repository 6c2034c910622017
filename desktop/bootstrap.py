"""Starts the desk: reads the command line, opens or enrols the desk, opens the window.

foyer                          open the desk of this user, or ask how to begin
foyer --enrol URL CODE NAME    make this computer a desk
foyer --recover                bring back keys that were lost, with the words of the owner
foyer --play FILE              act by a script, as a person would (see desktop/play.py)
"""

import argparse
import contextlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from core.domain.refusals import Fault
from desktop import quick_start

if TYPE_CHECKING:
    from desktop.desk import Desk
    from desktop.first_run.beginnings import Begun
    from desktop.vault import Vault

AFTER_PICTURE_MS = 150
"""What the first picture does not need waits for it: loading it would hold that up."""

HOW = "Make one: foyer --new-studio NAME, or join one: foyer --enrol URL CODE NAME"


def main(argv: list[str] | None = None) -> int:
    """Entry point. Exit code 2 for what the environment refuses, told in one line."""
    options = _parser().parse_args(argv)
    try:
        with quick_start.collecting_held():
            return _run(options)
    except Fault as fault:
        from desktop.wording import fault_words

        sys.stderr.write(f"foyer: {fault_words(fault)}\n")
        return 2


def _run(options: argparse.Namespace) -> int:
    with contextlib.ExitStack() as stack:
        if options.demo and options.data is None:
            import tempfile

            options.data = Path(
                stack.enter_context(tempfile.TemporaryDirectory(prefix="foyer-demo-"))
            )
        options.data = options.data or default_folder()
        return _run_in(options, stack)


def _run_in(options: argparse.Namespace, stack: contextlib.ExitStack) -> int:
    from desktop import local_server
    from desktop.desk import is_desk, open_desk

    folder: Path = options.data
    vault = _vault(options)
    if options.recover:
        return _recover(folder, vault)
    enrolling = _enrolling(options)
    begun = None
    if enrolling is None and not is_desk(folder) and not options.play:
        begun = _first_run(options)
        folder, vault = options.data, _vault(options)
        if begun is not None and begun.code:
            enrolling = (begun.url, begun.code, begun.name)
    url = stack.enter_context(local_server.running(folder))
    if enrolling:
        vault = _enrol(folder, (enrolling[0] or url, enrolling[1], enrolling[2]), vault)
    if not is_desk(folder):
        sys.stderr.write(f"foyer: no desk in {folder}. {HOW}\n")
        return 2
    if options.enrol and not options.play:
        return 0
    desk = open_desk(folder, vault, server_url=url, behind=_behind_a_window)
    return _open_window(desk, options, begun)


def _behind_a_window(work: Callable[[], None]) -> None:
    """Upgrade the store of an older program behind a window that says so."""
    quick_start.let_collect()
    from desktop.language import application
    from desktop.theme.switch import ThemeSwitch
    from desktop.upgrading import behind_a_window

    ThemeSwitch(application())
    behind_a_window(work)


def _first_run(options: argparse.Namespace) -> "Begun | None":
    """Ask how this computer begins; None where the window was closed. The demo has its folder."""
    quick_start.let_collect()
    from desktop.language import application

    app = application()
    from desktop.first_run.begin import folder_of
    from desktop.first_run.beginnings import Demo
    from desktop.first_run.window import FirstRunWindow
    from desktop.theme.switch import ThemeSwitch

    ThemeSwitch(app)
    window = FirstRunWindow(options.data)
    begun = window.ask()
    if begun is not None and isinstance(window.beginning, Demo):
        options.data, options.demo = folder_of(window.beginning, options.data), True
    return begun


def _vault(options: argparse.Namespace) -> "Vault":
    """Where this desk's keys lie; one that was kept in a way stays so."""
    from desktop import vault
    from desktop.training import is_training

    folder: Path = options.data
    bare = options.unprotected or options.demo or is_training(folder)
    if bare or (folder / vault.FILE_NAME).exists():
        return vault.FileVault(folder)
    if options.passphrase or (folder / vault.SEALED_FILE_NAME).exists():
        from desktop.asking import passphrase as ask
        from desktop.passphrase import PassphraseVault

        return PassphraseVault(folder, ask)
    return vault.KeyringVault(folder)


def _enrol(folder: Path, asked: tuple[str, str, str], vault: "Vault") -> "Vault":
    """Become a desk; without a keyring a passphrase keeps its keys. Gives the vault that does."""
    quick_start.let_collect()
    from desktop.asking import passphrase as ask
    from desktop.desk import enrol
    from desktop.passphrase import PassphraseVault

    try:
        enrol(folder, *asked, vault)
    except Fault as fault:
        if fault.code != "keyring_missing":
            raise
        vault = PassphraseVault(folder, ask)
        enrol(folder, *asked, vault)
    return vault


def _recover(folder: Path, vault: "Vault") -> int:
    from desktop.asking import recovery_words
    from desktop.desk import REVOKED, STORE
    from desktop.recovery import recover

    if (folder / REVOKED).exists():
        raise Fault("desk_revoked")
    recover(folder / STORE, recovery_words(), vault)
    sys.stdout.write("The desk's keys are back.\n")
    return 0


def _enrolling(options: argparse.Namespace) -> tuple[str, str, str] | None:
    """URL, code and name with which this computer becomes a desk; the URL "" is a server here."""
    from desktop import local_server
    from desktop.desk import is_desk

    server = options.data / local_server.FOLDER
    if options.enrol:
        url, code, name = options.enrol
        return url, code, name
    if is_desk(options.data):
        return None
    if options.demo:
        return "", local_server.make_demo(server), "Front desk"
    if options.new_studio:
        named = (options.new_studio, options.location, options.zone, options.owner)
        return "", local_server.make_studio(server, *named), "Front desk"
    return None


def _open_window(desk: "Desk", options: argparse.Namespace, begun: "Begun | None" = None) -> int:
    quick_start.read_no_sources()
    from desktop.text_size import use_text_size

    use_text_size(options.data / "window.ini")
    from desktop.language import application

    app = application()
    from PySide6.QtCore import QTimer

    from desktop.desk_app import DeskApp
    from desktop.diagnostics import Diagnostics
    from desktop.play import Player
    from desktop.session import Session
    from desktop.single import SingleDesk

    app.setApplicationName("Foyer")
    single = SingleDesk(options.data)
    if not single.take():
        desk.close()
        return 0
    session = Session(desk)
    window = DeskApp(app, session, options.data / "window.ini")
    window.write_down(Diagnostics(options.data))
    single.asked.connect(window.raise_up)
    window.show()
    if begun is not None and begun.pin:
        from desktop.first_run.first_sign_in import FirstSignIn

        FirstSignIn(session, window.door.keeper, begun, window).told.connect(window.window.say)
    QTimer.singleShot(AFTER_PICTURE_MS, window, desk.begin)
    QTimer.singleShot(AFTER_PICTURE_MS, single, single.listen)
    QTimer.singleShot(AFTER_PICTURE_MS, quick_start.let_collect)
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
    single.leave()
    if desk.training:
        from desktop.training import remove

        remove(desk.folder)
    return player.code if player is not None else int(code)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="foyer", description="The front desk of a studio.")
    parser.add_argument("--data", type=Path, help="the desk's folder")
    parser.add_argument("--enrol", nargs=3, metavar=("URL", "CODE", "NAME"))
    parser.add_argument(
        "--unprotected", action="store_true", help="keep the keys in a file, without a keyring"
    )
    parser.add_argument(
        "--passphrase", action="store_true", help="keep the keys in a file under a passphrase"
    )
    parser.add_argument(
        "--recover", action="store_true", help="bring back the keys of a desk that lost them"
    )
    parser.add_argument("--demo", action="store_true", help="open a demo studio")
    parser.add_argument("--new-studio", metavar="NAME", help="found a studio on this computer")
    parser.add_argument("--location", default="Main studio", help="name of its first location")
    parser.add_argument("--zone", default="UTC", help="IANA zone, such as Europe/London")
    parser.add_argument("--owner", default="Owner", help="name of its owner")
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
