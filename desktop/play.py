"""Plays a script at the desk: presses the same actions and keys as a person, and scans codes.

One step a line, texts in quotes where they hold spaces:

    person NAME                 let somebody work here
    do ACTION                   trigger an action by its id (desk.undo, today.check_in_1 ...)
    scan CODE | scan-picture F  type a code as a scanner does | decode it from a picture
    type TEXT | key KEYS        into what has the focus
    class NAME HH:MM            open a class of today in the side panel
    client NAME                 open the profile of the first client found by that name
    until sent|offline          wait until the state holds
    until waiting N             wait until so many commands are not settled
    until text TEXT             wait until it is shown
    until list NAME TEXT        wait until the list of that accessible name has such a row
    until-file FILE             wait until somebody makes that file
    theme light|dark | size W H | screen NAME | grab FILE
    say TEXT                    print a line
    quit

It never calls the bus. A step that cannot be done ends the program with code 3 and its line.
"""

import shlex
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QWidget

from core.queries import clients, occurrences
from desktop import formats
from desktop.actions import frame
from desktop.actions.screens import Screen
from desktop.desk_app import DeskApp

LOOK_EVERY_MS = 5
LONGEST_WAIT_MS = 30_000
FAILED = 3
MOST_ROWS = 300


class StepError(Exception):
    """A step that cannot be done."""


class Player(QObject):
    """Walks through the lines; a step that waits is looked at again until it holds."""

    def __init__(self, desk: DeskApp, script: Path) -> None:
        super().__init__()
        self.code = 0
        self._desk = desk
        self._lines = script.read_text().splitlines()
        self._at = 0
        self._waited = 0
        self._steps: dict[str, Callable[..., bool | None]] = {
            name.removeprefix("_step_").replace("_", "-"): getattr(self, name)
            for name in dir(self)
            if name.startswith("_step_")
        }

    def start(self) -> None:
        """Take the next step once the window has settled."""
        if self._at >= len(self._lines):
            self._end(0)
            return
        line = self._lines[self._at].strip()
        try:
            done = self._take(line)
        except (StepError, KeyError, ValueError, TypeError, StopIteration) as error:
            sys.stderr.write(f"line {self._at + 1}: {line}: {type(error).__name__} {error}\n")
            self._end(FAILED)
            return
        if done is False:
            self._waited += LOOK_EVERY_MS
            if self._waited > LONGEST_WAIT_MS:
                sys.stderr.write(f"line {self._at + 1}: {line}: waited too long\n")
                self._end(FAILED)
                return
        else:
            self._waited = 0
            self._at += 1
        QTimer.singleShot(LOOK_EVERY_MS if done is False else 0, self.start)

    def _take(self, line: str) -> bool | None:
        if not line or line.startswith("#"):
            return None
        name, *rest = shlex.split(line)
        step = self._steps.get(name)
        if step is None:
            raise StepError("there is no such step")
        return step(*rest)

    def _end(self, code: int) -> None:
        self.code = code
        QApplication.exit(code)

    def _step_person(self, name: str) -> bool:
        self._desk.choose_person(name)
        return bool(self._desk.session.actor)

    def _step_do(self, ident: str) -> None:
        action = self._desk.registry.action(ident)
        if not action.isEnabled():
            raise StepError(f"{ident} cannot be done now: {self._desk.registry.reason(ident)}")
        action.trigger()

    def _step_scan(self, code: str) -> None:
        target = QApplication.focusWidget() or self._desk.window
        for letter in (*code, "\r"):
            key = Qt.Key.Key_Return if letter == "\r" else Qt.Key(ord(letter))
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(target, event)

    def _step_scan_picture(self, file: str) -> None:
        if not self._desk.scan_picture(QImage(file)):
            raise StepError("no code can be read in this picture")

    def _step_type(self, text: str) -> None:
        from PySide6.QtTest import QTest

        QTest.keyClicks(QApplication.focusWidget() or self._desk.window, text)

    def _step_key(self, keys: str) -> None:
        from PySide6.QtTest import QTest

        target = QApplication.focusWidget() or self._desk.window
        QTest.keySequence(target, QKeySequence(keys))

    def _step_screen(self, name: str) -> None:
        screen = next(s for s in Screen if s.face.ident == name)
        self._step_do(screen.action)

    def _step_class(self, name: str, time: str) -> bool:
        session = self._desk.session
        since, until = formats.day_bounds(session.now(), session.zone, 8)
        for line in occurrences.occurrences(session.source, session.location_id, since, until):
            if line.name == name and formats.clock(line.starts_at, line.zone) == time:
                self._desk.open_class(line.id)
                return True
        return False

    def _step_client(self, name: str) -> bool:
        found = clients.search(self._desk.session.source, name, 1)
        if found:
            self._desk.open_client(found[0].id)
        return bool(found)

    def _step_until_file(self, file: str) -> bool:
        return Path(file).exists()

    def _step_until(self, what: str, *rest: str) -> bool:
        session = self._desk.session
        state = session.sync
        if what == "sent":
            return state.online and state.waiting == 0 and not state.behind
        if what == "offline":
            return not state.online
        if what == "waiting":
            return session.desk.dispatcher.network(
                session.desk.dispatcher.replica.store.waiting
            ).result() == int(rest[0])
        if what == "list":
            return any(rest[1] in text for text in texts_of_list(self._desk.window, rest[0]))
        if what == "text":
            return any(rest[0] in text for text in texts_of(self._desk.window))
        raise StepError(f"until {what} is not known")

    def _step_theme(self, name: str) -> None:
        self._step_do(frame.USE_DARK if name == "dark" else frame.USE_LIGHT)

    def _step_size(self, width: str, height: str) -> None:
        self._desk.window.resize(int(width), int(height))

    def _step_grab(self, file: str) -> None:
        for _ in range(5):
            QApplication.processEvents()
        path = Path(file)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not self._desk.window.grab().save(str(path)):
            raise StepError("the picture cannot be written")

    def _step_say(self, *words: str) -> None:
        sys.stdout.write(" ".join(words) + "\n")
        sys.stdout.flush()

    def _step_quit(self) -> None:
        self._at = len(self._lines)


def rows_of(model: QAbstractItemModel) -> Iterator[str]:
    """What the rows of a list say to a screen reader."""
    for row in range(min(model.rowCount(), MOST_ROWS)):
        yield str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) or "")


def texts_of_list(window: QWidget, name: str) -> Iterator[str]:
    """The rows of the visible list that has this accessible name."""
    for view in window.findChildren(QAbstractItemView):
        if view.isVisible() and view.accessibleName() == name:
            yield from rows_of(view.model())


def texts_of(window: QWidget) -> Iterator[str]:
    """Every text that is in view: labels, and what painted parts say to a screen reader."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            yield widget.accessibleName()
            if isinstance(widget, QLabel):
                yield widget.text()
            if isinstance(widget, QAbstractItemView) and widget.model() is not None:
                yield from rows_of(widget.model())
            result = getattr(widget, "result", None)
            if callable(result) and (shown := result()) is not None:
                yield getattr(shown, "said", "")
