"""One act in the side panel, as a form or a choice: what it would do, Enter, and how to undo.

A screen says what it wants as a `FormAct`; who opens panels is the frame.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, Signal

from core.changes import Outcome
from core.commands.registry import Command
from core.domain.refusals import Refusal
from desktop.forms.declaration import Section
from desktop.forms.form import Form
from desktop.forms.sheet import FormSheet
from desktop.session import Session
from desktop.theme.fonts import Size
from desktop.theme.sizes import GAP_L
from desktop.widgets.choice_panel import ChoicePanel, Choices
from desktop.widgets.label import Ink, Label
from desktop.widgets.side_panel import PanelHead

Values = dict[str, Any]
Make = Callable[[Values], Command | None]


class FormAct(Struct, frozen=True, kw_only=True):
    """One act to be filled in.

    `verb` stands on the button. `make` gives the command of the values, None where they change
    nothing. `says` names the act once it is done. `tells` says what it would do, from the preview.
    `wrong` says which fields are wrong together, `codes` maps refusals to fields. `draft` is the
    name under which half-typed values are kept. `scanned` is a field that a scan fills. `done`
    hears the outcome, where something follows.
    """

    title: str
    verb: str
    sections: tuple[Section, ...]
    make: Make
    says: str
    about: str = ""
    values: Mapping[str, Any] = {}
    tells: Callable[[Outcome], str] = lambda _outcome: ""
    wrong: Callable[[Values], Mapping[str, str]] = lambda _values: {}
    codes: Mapping[str, str] = {}
    draft: str = ""
    scanned: str = ""
    done: Callable[[Outcome], object] = lambda _outcome: None


class ActPanel(FormSheet):
    """A form act with its head; it ends with the act."""

    def __init__(self, act: FormAct, session: Session) -> None:
        head = PanelHead(act.title)
        form = Form(act.sections, session.currency, country=session.country)
        super().__init__(form, act.verb, head=head)
        self.setAccessibleName(act.title)
        self.scanned = act.scanned
        head.close_asked.connect(self.left)
        if act.about:
            about = Label(act.about, Size.BODY, ink=Ink.MUTED)
            about.setWordWrap(True)
            about.setContentsMargins(GAP_L, 0, GAP_L, 0)
            layout = self.layout()
            assert layout is not None  # noqa: S101
            layout.insertWidget(1, about)  # type: ignore[attr-defined]

    def setFocus(self, _reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # noqa: N802
        """As Tab would: what stands in the first field is marked, so that typing replaces it."""
        super().setFocus(Qt.FocusReason.TabFocusReason)


class TakenChoices(Choices, Protocol):
    """Choices of which taking one is a command."""

    def command(self, key: str) -> Command: ...

    def said(self, done: Outcome) -> str: ...


class ActPanels(QObject):
    """Opens acts one at a time.

    Signals ask the frame: `panel_asked` a widget for the side panel, `left` to close it, `dropped`
    what was typed and not saved, with the way back.
    """

    panel_asked = Signal(object)
    left = Signal()
    dropped = Signal(str, object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.panel: ActPanel | None = None
        self.picker: ChoicePanel | None = None
        self._choices: TakenChoices | None = None

    def choose(self, title: str, who: str, choices: TakenChoices) -> None:
        """Let one of several be taken."""
        self._choices = choices
        if self.picker is None:
            self.picker = ChoicePanel()
            self.picker.picked.connect(self._picked)
            self.picker.close_asked.connect(self.left)
        self.picker.start(title, who, choices)
        self.panel_asked.emit(self.picker)

    def _picked(self, key: str) -> None:
        self.left.emit()
        if self._choices is not None:
            self._session.send(self._choices.command(key), says=self._choices.said)

    def open(self, act: FormAct, typed: Mapping[str, str] | None = None) -> None:
        """Show an act; `typed` is what was typed the last time."""
        self._drop_panel()
        self.panel = panel = ActPanel(act, self._session)
        panel.form.show_values(act.values)
        panel.form.take_draft(typed or (self._session.draft(act.draft) if act.draft else {}))
        panel.set_ask(lambda values: self._ask(act, values), self._session.sentence, act.codes)
        panel.saved.connect(lambda values: self._save(act, values))
        panel.left.connect(lambda: self._leave(act))
        if act.draft:
            panel.drafted.connect(lambda draft: self._session.keep_draft(act.draft, draft))
        self.panel_asked.emit(panel)
        panel.look()

    def scan(self, code: str) -> bool:
        """Fill the field that waits for a scan, and do the act; False where none does."""
        panel = self.panel
        if panel is None or not panel.isVisible() or not panel.scanned:
            return False
        panel.form.fill(panel.scanned, code)
        panel.save()
        return True

    def _ask(self, act: FormAct, values: Values) -> Refusal | str | None:
        """What the act would do, for the foot; a refusal that a manager may lift is none."""
        if self.panel is None:
            return None
        for name, why in act.wrong(values).items():
            self.panel.form.refuse(name, why)
            return None
        command = act.make(values)
        if command is None:
            return None
        result = self._session.preview(command)
        if isinstance(result, Outcome):
            return act.tells(result)
        if self._session.approvers(command):
            return self.tr("A manager’s PIN is asked for")
        return result

    def _save(self, act: FormAct, values: Values) -> None:
        command = act.make(values)
        if command is None:
            self._end(act)
            return
        self._session.send(command, lambda result: self._then(act, result), says=act.says)

    def _then(self, act: FormAct, result: Outcome | Refusal) -> None:
        if isinstance(result, Outcome):
            self._end(act)
            act.done(result)
        elif self.panel is not None:
            self.panel.refuse(result)

    def _leave(self, act: FormAct) -> None:
        typed = self.panel.form.draft() if self.panel else {}
        self._end(act)
        if typed:
            said = self.tr("Nothing was saved: {0}").format(act.title)
            self.dropped.emit(said, lambda: self.open(act, typed))

    def _end(self, act: FormAct) -> None:
        if act.draft:
            self._session.keep_draft(act.draft, {})
        self.left.emit()

    def _drop_panel(self) -> None:
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
