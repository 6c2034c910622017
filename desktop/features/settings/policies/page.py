"""The page of policies: a scope, a subject, its settings; every change acts at once (U-89)."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.domain.settings import all_settings
from desktop.features.settings.policies.model import ScopeChoice
from desktop.features.settings.policies.presenter import TABLES, Policies
from desktop.features.settings.policies.row import PolicyRow
from desktop.features.settings.policies.subjects import SUBJECTS, Policy, Subject
from desktop.features.settings.settings_page import SettingsPage
from desktop.session import Session
from desktop.theme.fonts import Size
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S, PAGE_SIDE
from desktop.widgets.card import Card
from desktop.widgets.label import Ink, Label
from desktop.widgets.picker import Picker
from desktop.widgets.reading_width import ReadingWidth
from desktop.widgets.slim_bar import SlimBar
from desktop.widgets.tabs import Tabs

_SCOPE_WIDE = 240
AT_ONCE = 2

_WIDEST = 920


class PoliciesPage(SettingsPage):
    """Rows of a subject are built when it is first looked at."""

    tables = TABLES

    def __init__(
        self,
        session: Session,
        title: str = "",
        hint: str = "",
        subjects: tuple[Subject, ...] = SUBJECTS,
    ) -> None:
        super().__init__(session, title or self.tr("Policies"))
        self._subjects = subjects
        self._hint = hint or self.tr(
            "The closest level that says something holds: service, location, studio."
        )
        self._policies = Policies(session, self)
        self._scopes: list[ScopeChoice] = []
        self._rows: dict[str, dict[str, PolicyRow]] = {}
        self._cards: dict[str, Card] = {}
        self._waiting: dict[str, list[Policy]] = {}
        self._more = QTimer(self)
        self._more.setInterval(0)
        self._more.timeout.connect(self._build_more)
        self.scope = Picker()
        self.scope.setAccessibleName(self.tr("Where these settings hold"))
        self.scope.setFixedWidth(_SCOPE_WIDE)
        self.tabs = Tabs(self.tr("Subjects"), [(one.ident, one.title) for one in subjects])
        self._column = QVBoxLayout()
        self._lay_out()
        self.set_first(self.scope)
        self.scope.currentIndexChanged.connect(self._show)
        self.tabs.chosen.connect(self._show)

    def refresh(self) -> None:
        """The scopes and the values of the subject in view."""
        scopes = self._policies.scopes()
        if scopes != self._scopes:
            here = self.scope.currentText()
            self._scopes = scopes
            self.scope.blockSignals(True)
            self.scope.clear()
            for one in scopes:
                self.scope.addItem(one.name, one.key)
            self.scope.setCurrentIndex(max(0, self.scope.findText(here)))
            self.scope.blockSignals(False)
        self._show()

    def reveal(self, part: str) -> None:
        """Move to one setting."""
        for subject in self._subjects:
            if any(policy.key == part for policy in subject.policies):
                self.tabs.choose(subject.ident)
                self._show()
                self._finish()
                row = self._rows[subject.ident][part]
                row.editor.widget.setFocus(Qt.FocusReason.OtherFocusReason)
                self._area.ensureWidgetVisible(row)

    def row(self, key: str) -> PolicyRow:
        """The row of a setting that is in view."""
        self._finish()
        return self._rows[self.tabs.choice()][key]

    def _scope(self) -> ScopeChoice | None:
        at = self.scope.currentIndex()
        return self._scopes[at] if 0 <= at < len(self._scopes) else None

    def _show(self, *_: object) -> None:
        scope, subject = self._scope(), self._subject()
        if subject.ident not in self._rows:
            self._begin(subject)
        for ident, card in self._cards.items():
            card.setVisible(ident == subject.ident)
        if scope is None:
            return
        self._say_lines(subject, scope, list(self._rows[subject.ident]))

    def _subject(self) -> Subject:
        return next(one for one in self._subjects if one.ident == self.tabs.choice())

    def _say_lines(self, subject: Subject, scope: ScopeChoice, keys: list[str]) -> None:
        for policy in subject.policies:
            if policy.key in keys:
                self._rows[subject.ident][policy.key].show_line(self._policies.line(policy, scope))

    def _begin(self, subject: Subject) -> None:
        """A card with the first rows; the others follow one by one (U-91)."""
        card = Card()
        self._column.insertWidget(0, card)  # in its place first, so that rows are dressed once
        self._rows[subject.ident], self._cards[subject.ident] = {}, card
        self._waiting[subject.ident] = list(subject.policies)
        self._build_some(subject, AT_ONCE)
        self._more.start()

    def _build_some(self, subject: Subject, most: int) -> list[str]:
        waiting, rows = self._waiting[subject.ident], self._rows[subject.ident]
        made = waiting[:most]
        self._waiting[subject.ident] = waiting[most:]
        for policy in made:
            row = PolicyRow(policy, all_settings[policy.key], self.session.currency)
            row.changed.connect(self._set)
            row.cleared.connect(self._clear)
            self._cards[subject.ident].body.addWidget(row)
            rows[policy.key] = row
        return [policy.key for policy in made]

    def _build_more(self) -> None:
        subject, scope = self._subject(), self._scope()
        if not self._waiting.get(subject.ident):
            self._more.stop()
            return
        made = self._build_some(subject, 1)
        if scope is not None:
            self._say_lines(subject, scope, made)

    def _finish(self) -> None:
        """All rows of the subject in view, now."""
        while self._waiting.get(self._subject().ident):
            self._build_more()

    def _set(self, key: str, value: object) -> None:
        if scope := self._scope():
            row = self.row(key)
            text = row.editor.text()
            shown = text if row.policy.kind.name != "CHOICE" else row.policy.words.get(text, text)
            self._policies.set(row.policy, scope, value, f"{shown} {row.policy.unit}".strip())

    def _clear(self, key: str) -> None:
        if scope := self._scope():
            self._policies.clear(self.row(key).policy, scope)

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(PAGE_SIDE, GAP_L, PAGE_SIDE, GAP_L)
        page.setSpacing(GAP_S)
        ReadingWidth(self, page, _WIDEST)
        head = QHBoxLayout()
        head.setSpacing(GAP_M)
        head.addWidget(Label(self.title, Size.PAGE, bold=True, ink=Ink.STRONG))
        head.addStretch(1)
        head.addWidget(Label(self.tr("for"), ink=Ink.MUTED))
        head.addWidget(self.scope)
        page.addLayout(head)
        hint = Label(self._hint, ink=Ink.MUTED)
        hint.setWordWrap(True)
        page.addWidget(hint)
        page.addWidget(self.tabs)
        self._area = QScrollArea()
        self._area.setAccessibleName(self.tr("Settings of the subject"))
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        SlimBar(self._area)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, GAP_S, 0, 0)
        self._column.addStretch(1)
        self._area.setWidget(holder)
        page.addWidget(self._area, 1)
