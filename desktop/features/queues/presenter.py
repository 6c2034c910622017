"""A queue, alive: its lines from the store, what is done with them as commands or panels."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from core.changes import ChangeSet
from desktop.features.queues.model import MakeQueue
from desktop.features.queues.view import QueueView
from desktop.session import Session, concerns
from desktop.widgets.reload import Reload


class QueuePresenter(QObject):
    """Signals ask the frame: `form_asked` a FormAct, `choice_asked` title, whom it is about and
    choices, `class_asked` and `client_asked` an id, `settings_asked` a page; `counted` how many
    lines there are."""

    form_asked = Signal(object)
    choice_asked = Signal(str, str, object)
    class_asked = Signal(str)
    client_asked = Signal(str)
    settings_asked = Signal(str)
    counted = Signal(int)

    def __init__(self, make: MakeQueue, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.queue = queue = make(session, self)
        self.view = QueueView(queue.title, queue.hint, queue.empty)
        self._acts = {act.ident: act for act in queue.acts()}
        self.view.set_acts(tuple(self._acts.values()))
        self.view.act_asked.connect(self._do)
        self.reload = Reload(self.view, self.refresh)
        session.changed.connect(self._changed)
        session.place_changed.connect(self.reload.ask)
        session.person_changed.connect(self.reload.ask)

    def refresh(self) -> None:
        """Read the lines anew."""
        rows = self.queue.rows()
        self.view.show_rows(rows)
        self.counted.emit(len(rows))

    def form(self, act: Any) -> None:
        """A queue wants a form filled in."""
        self.form_asked.emit(act)

    def choose(self, title: str, who: str, choices: Any) -> None:
        """A queue wants something chosen."""
        self.choice_asked.emit(title, who, choices)

    def show_class(self, occurrence_id: str) -> None:
        """Open a class."""
        self.class_asked.emit(occurrence_id)

    def show_client(self, client_id: str) -> None:
        """Open a profile."""
        self.client_asked.emit(client_id)

    def show_settings(self, page: str) -> None:
        """Open a page of the settings."""
        self.settings_asked.emit(page)

    def _do(self, ident: str, key: str) -> None:
        self._acts[ident].do(key)

    def _changed(self, changes: ChangeSet) -> None:
        if concerns(changes, *self.queue.tables):
            self.reload.ask()
