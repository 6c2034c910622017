"""A settings page of entries: the list, and the form of the one that was opened."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.changes import Outcome
from core.commands.registry import Command
from core.domain.refusals import Refusal
from desktop.features.settings.listing import Listing
from desktop.features.settings.settings_page import SettingsPage
from desktop.features.settings.sheet_head import SheetHead
from desktop.features.settings.subject import Deed, FormSpec, Subject
from desktop.forms.form import Form
from desktop.forms.sheet import FormSheet
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.button import Button
from desktop.widgets.page import Page


class Opened(Struct, frozen=True):
    """The entry whose form is shown."""

    key: str
    spec: FormSpec
    sheet: FormSheet
    subject: Subject


class RecordPage(SettingsPage):
    """Enter opens, N adds, Esc goes back; what is typed outlives a kill (U-80)."""

    single = False

    def __init__(self, session: Session, subject: Subject) -> None:
        said = subject.words()
        super().__init__(session, said.title)
        self.subject = subject
        subject.setParent(self)
        self.tables = subject.tables
        self.listing = Listing(said)
        self._opened: Opened | None = None
        self._soon: Callable[[], None] | None = None
        self._coming: Page | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.listing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.set_first(self.listing)
        self.listing.opened.connect(self.open)
        self.listing.add_asked.connect(self.add)
        self.listing.side_changed.connect(self.refresh)

    @property
    def opened(self) -> Opened | None:
        """The form in view, or about to be."""
        self._make()
        return self._opened

    def refresh(self) -> None:
        """The list anew; a form that nobody has typed in too."""
        self.listing.say(self.subject.words())
        self.listing.show_entries(self.subject.entries(self.listing.shows_past()))
        shown = self.opened
        if shown is not None and not shown.sheet.form.is_dirty():
            spec = shown.subject.form(shown.key)
            if spec is not None and spec.values != shown.spec.values:
                self._show(shown.key, spec, shown.subject)

    def add(self) -> None:
        """The form of a new entry."""
        if self.subject.words().add:
            self.open(Subject.NEW)

    def reveal(self, part: str) -> None:
        """Open one entry."""
        self.open(part)

    def open(self, key: str) -> None:
        """The form of an entry, with what was typed and not saved before."""
        spec = self.subject.form(key)
        if spec is not None:
            self._soon = partial(self._open, key, spec)
            QTimer.singleShot(0, self, self._make)

    def _make(self) -> None:
        """To read what a form shows is one turn of the event loop, to make it the next (U-91)."""
        work, self._soon = self._soon, None
        if work is not None:
            work()

    def _open(self, key: str, spec: FormSpec) -> None:
        self._show(key, spec, self.subject)
        self._bring_back(self.session.draft(self._draft_name(key)))

    def back(self) -> None:
        """To the list; what was typed can be brought back by the message."""
        shown = self.opened
        if shown is None:
            return
        if shown.subject is self.subject and (draft := shown.sheet.form.draft()):
            told = self.tr("Left {0} without saving").format(shown.spec.title)
            self.let_go.emit(told, partial(self._again, shown.key, draft))
        self._close()

    def put_in(self, content: Page) -> None:
        """Show something in the place of the list, with the keyboard in it.

        It comes into view with the next turn of the event loop: to make a form and to lay it out
        are each long enough (U-91).
        """
        if self._stack.indexOf(content) < 0:
            self._stack.addWidget(content)
        self._coming = content
        QTimer.singleShot(0, self, self._come)

    def _come(self) -> None:
        content, self._coming = self._coming, None
        if content is None:
            return
        self._stack.setCurrentWidget(content)
        self.set_first(content)
        if self.isVisible():
            content.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_out(self, content: Page) -> None:
        """Take away what stood in the place of the list."""
        if self._coming is content:
            self._coming = None
        self._stack.removeWidget(content)
        content.hide()
        content.deleteLater()

    def extra_deeds(self, _key: str) -> Sequence[Deed]:
        """What the page itself offers for an entry beside what its subject does."""
        return ()

    def beside(self, _key: str, _form: Form) -> QWidget | None:
        """What stands at the right of a form, such as a preview."""
        return None

    def _again(self, key: str, draft: dict[str, str]) -> None:
        self._keep(key, draft)
        self.open(key)

    def _bring_back(self, draft: dict[str, str]) -> None:
        if self.opened is not None and self.opened.sheet.form.take_draft(draft):
            self.opened.subject.fit(self.opened.sheet.form)
            self.opened.sheet.look()

    def _show(self, key: str, spec: FormSpec, subject: Subject) -> None:
        self._drop()
        form = Form(
            spec.sections, self.session.currency, country=self.session.country, at_once=False
        )
        head = SheetHead(spec.title, spec.note, self.title)
        head.back_asked.connect(self.back)
        if self.single:
            head.hide_back()
        extra = self.extra_deeds(key) if subject is self.subject else ()
        for deed in (*extra, *subject.deeds(key)):
            button = head.add_deed(deed.text, deed.icon, danger=bool(deed.question))
            button.clicked.connect(partial(self._do, deed, button))
        sheet = FormSheet(form, spec.save, head=head, beside=self.beside(key, form))
        self._stack.addWidget(sheet)
        form.build()
        form.show_values(spec.values)
        self._opened = Opened(key, spec, sheet, subject)
        sheet.set_ask(self._ask, self.session.sentence, subject.codes)
        subject.fit(form)
        form.changed.connect(partial(subject.fit, form))
        sheet.saved.connect(self._save)
        sheet.left.connect(self.back)
        if subject is self.subject:
            sheet.drafted.connect(partial(self._keep, key))
        self.put_in(sheet)

    def _do(self, deed: Deed, button: Button, _on: bool = False) -> None:
        if deed.question and self.opened is not None and button.text() == deed.text:
            self.opened.sheet.answer.say(deed.question, Tone.ATTENTION)
            button.set_words(self.tr("{0} for good").format(deed.text))
            return
        if deed.asks is not None and (asked := deed.asks()) is not None:
            self.ask(asked)
            return
        self._close()
        deed.run()

    def ask(self, subject: Subject | None) -> None:
        """Show the form of something that is done with the entry in view."""
        if subject is None:
            return
        subject.setParent(self)
        spec = subject.form(Subject.NEW)
        if spec is not None:
            self._show(Subject.NEW, spec, subject)

    def _ask(self, values: dict[str, Any]) -> Refusal | str:
        command = self._command(values)
        result = self.session.preview(command) if command is not None else None
        if isinstance(result, Refusal):
            return result
        shown = self.opened
        if shown is None or result is None:
            return ""
        return shown.subject.foresees(shown.key, result) or shown.subject.warns(values)

    def _command(self, values: dict[str, Any]) -> Command | None:
        if self.opened is None:
            return None
        changed = set(self.opened.sheet.form.changes())
        return self.opened.subject.command(self.opened.key, values, changed)

    def _save(self, values: dict[str, Any]) -> None:
        shown, command = self.opened, self._command(values)
        if command is None or shown is None:
            self._close()
            return
        changed = set(shown.sheet.form.changes())
        if (first := shown.subject.asks_first(shown.key, values, changed)) is not None:
            first.of = shown.key
            self.ask(first)
            return

        def then(result: Outcome | Refusal) -> None:
            if isinstance(result, Outcome):
                self._keep(shown.key, {})
                if shown.subject is not self.subject:
                    self._keep(shown.subject.of, {})
                if self.opened is shown:
                    self._close()
                self.listing.choose(result.facts.values())
            elif self.opened is shown:
                shown.sheet.refuse(result)

        rest = shown.subject.also(shown.key, values, changed)
        says = shown.subject.says(shown.key, values)
        self.session.send(command, then, says=says, quiet=True)
        for more in rest:
            self.session.send(more)

    def _close(self) -> None:
        if self.opened is not None and self.opened.subject is self.subject:
            self._keep(self.opened.key, {})
        self._drop()
        self._stack.setCurrentWidget(self.listing)
        self.set_first(self.listing)
        self.refresh()
        if self.isVisible():
            self.listing.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self) -> None:
        if self.opened is not None:
            self.take_out(self.opened.sheet)
        self._opened = None

    def _keep(self, key: str, draft: dict[str, str]) -> None:
        self.session.keep_draft(self._draft_name(key), draft)

    def _draft_name(self, key: str) -> str:
        return f"settings/{type(self.subject).__name__}/{key or 'new'}"
