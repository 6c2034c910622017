"""What pays: a method by letter, an amount where it is split or change is given, a discount."""

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.features.sell.model import CASH, GIFT, LATER, METHODS, Quote
from desktop.saying import tr
from desktop.theme.fonts import Size
from desktop.theme.marks import Tone
from desktop.theme.sizes import BUTTON_HEAD, GAP_S
from desktop.widgets.amount_field import AmountField
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.button import Button, Kind
from desktop.widgets.choice_grid import ChoiceGrid
from desktop.widgets.label import Ink, Label
from desktop.widgets.picker import DateField, Picker

CUTS = (("percent", tr("Percent")), ("amount", tr("Amount")), ("code", tr("Code")))


class DiscountRow(QWidget):
    """`said` when it is entered: kind, what was typed, why."""

    said = Signal(str, str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kind = Picker()
        self.kind.setAccessibleName(self.tr("Kind of discount"))
        for ident, text in CUTS:
            self.kind.addItem(self.tr(text), ident)
        self.value = QLineEdit()
        self.value.setAccessibleName(self.tr("How much is taken off, or the code"))
        self.value.setPlaceholderText("10")
        self.value.setMaxLength(40)
        self.value.setFixedWidth(84)
        self.why = QLineEdit()
        self.why.setAccessibleName(self.tr("Why it is taken off"))
        self.why.setPlaceholderText(self.tr("Reason"))
        self.why.setMaxLength(200)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        self.kind.setFixedWidth(96)
        for part in (self.kind, self.value, self.why):
            row.addWidget(part)
        for field in (self.value, self.why):
            field.returnPressed.connect(self._enter)
        self.kind.currentIndexChanged.connect(lambda _at: self._dress())

    def start(self) -> None:
        """Ask how much."""
        self.show()
        self.value.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.value.selectAll()

    def clear(self) -> None:
        """Nothing is taken off."""
        self.value.clear()
        self.why.clear()
        self.hide()

    def _dress(self) -> None:
        self.why.setVisible(self.kind.currentData() != "code")
        self._enter()

    def _enter(self) -> None:
        self.said.emit(str(self.kind.currentData()), self.value.text().strip(), self.why.text())


class StartRow(QWidget):
    """On which day a pass of the basket begins: `said` with its date (PASS-16), `left` by Esc."""

    said = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.day = DateField()
        self.day.setAccessibleName(self.tr("First day of the pass"))
        self.day.lineEdit().returnPressed.connect(self._enter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        row.addWidget(Label(self.tr("First day of the pass"), ink=Ink.MUTED))
        row.addWidget(self.day, 1)

    def ask(self, day: str) -> None:
        """Ask, with a date to begin from."""
        self.day.setDate(QDate.fromString(day, Qt.DateFormat.ISODate))
        self.show()
        self.day.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        self.hide()
        self.said.emit(str(self.day.date().toString(Qt.DateFormat.ISODate)))


class PayBox(QWidget):
    """`paid` with Enter; `part_added` so much by a method; `discounted` what is taken off;
    `reasoned` why somebody gets a pass beyond its limits."""

    paid = Signal()
    part_added = Signal()
    part_dropped = Signal()
    chosen = Signal(str)
    reasoned = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.discount = DiscountRow()
        self.discount.hide()
        self.start = StartRow()
        self.start.hide()
        self.cut = Button(self.tr("Discount"), icon="tag", key="D", tall=BUTTON_HEAD)
        self.split = Button(self.tr("Amount"), key="S", tall=BUTTON_HEAD)
        self.split.setAccessibleName(self.tr("Type an amount: a part, or cash given"))
        self.drop = Button(self.tr("Pay anew"), tall=BUTTON_HEAD)
        self.method = ChoiceGrid(self.tr("How it is paid"), METHODS, columns=3)
        self.amount = AmountField(self.tr("Amount given"), self.tr("Amount given"))
        self.amount.setFixedWidth(120)
        self.parts = Label("", Size.CAPTION, ink=Ink.MUTED)
        self.parts.setWordWrap(True)
        self.answer = AnswerLine()
        self.why = QLineEdit()
        self.why.setAccessibleName(self.tr("Why they get it all the same"))
        self.why.setPlaceholderText(self.tr("Why they get it all the same"))
        self.why.setMaxLength(200)
        self.take = Button(self.tr("Take payment"), key="Enter", kind=Kind.PRIMARY)
        self._lay_out()
        self._rest, self._change = 0, ""
        self.cut.clicked.connect(self.discount.start)
        self.split.clicked.connect(self.ask_amount)
        self.drop.clicked.connect(self.part_dropped)
        self.method.chosen.connect(self.chosen)
        self.amount.entered.connect(self.part_added)
        self.take.clicked.connect(self.paid)
        self.why.returnPressed.connect(lambda: self.reasoned.emit(self.why.text().strip()))

    def ask_amount(self) -> None:
        """Type how much comes by this method, or how much cash was given."""
        self.amount.show()
        self.amount.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.amount.selectAll()

    def show_quote(self, quote: Quote, change: str) -> None:
        """What is left to pay, by which methods, and what stands against it."""
        self.parts.setText(" · ".join(f"{part.text} {part.amount}" for part in quote.parts))
        self.parts.setVisible(bool(quote.parts))
        self.drop.setVisible(bool(quote.parts))
        self.method.allow(quote.methods)
        if quote.refused:
            self.answer.say(quote.refused, Tone.ATTENTION if quote.needs_pin else Tone.REFUSED)
        else:
            self.answer.say(change)
        self.answer.setVisible(bool(self.answer.text()))
        self.why.setVisible(quote.limited or bool(quote.why))
        if not self.why.hasFocus():
            self.why.setText(quote.why)
        able = bool(quote.rows) and (not quote.refused or quote.needs_pin)
        self.take.setEnabled(able)
        self.take.set_words(self._verb(quote))

    def _verb(self, quote: Quote) -> str:
        method = self.method.choice()
        if not quote.rows:
            return self.tr("Take payment")
        if method == LATER:
            return self.tr("Sell, {0} stays due").format(quote.rest_words)
        if not quote.rest:
            return self.tr("Sell")
        if method == CASH:
            return self.tr("Take {0} in cash").format(quote.rest_words)
        if method == GIFT:
            return self.tr("Take {0} off the gift").format(quote.rest_words)
        return self.tr("Take {0}").format(quote.rest_words)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        column.addWidget(self.discount)
        column.addWidget(self.start)
        column.addWidget(self.method)
        tools = QHBoxLayout()
        tools.setSpacing(GAP_S)
        for part in (self.cut, self.split, self.amount):
            tools.addWidget(part)
        tools.addStretch(1)
        column.addLayout(tools)
        paid = QHBoxLayout()
        paid.addWidget(self.parts, 1)
        paid.addWidget(self.drop)
        column.addLayout(paid)
        column.addWidget(self.answer)
        column.addWidget(self.why)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.take)
        column.addLayout(row)
        self.amount.hide()
