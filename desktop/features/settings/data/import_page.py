"""The page that takes over what another system's CSV file holds (IO-1, U-79).

The file is read, its columns are guessed, what would be made is counted before anything is.
"""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.features.settings.data.columns_card import ColumnsCard
from desktop.features.settings.data.import_model import ImportShown
from desktop.features.settings.entry import Entry, EntryDelegate
from desktop.features.settings.settings_page import SettingsPage
from desktop.forms.field_box import FieldBox
from desktop.forms.scrolled import Scrolled
from desktop.saying import tr
from desktop.session import Session
from desktop.theme.fonts import Size
from desktop.theme.marks import Tone
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S, PAGE_SIDE
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.button import Button, Kind
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.label import Ink, Label
from desktop.widgets.picker import Picker
from desktop.widgets.row_list import RowList

REST_MS = 250
ENCODINGS = ("", "utf_8_sig", "cp1252", "cp1250", "cp1251", "iso8859_15", "utf_16", "mac_roman")
DELIMITERS = (
    ("", tr("guess")),
    (",", tr("comma")),
    (";", tr("semicolon")),
    ("\t", tr("tab")),
    ("|", tr("bar")),
)
_CARD_TALL = 260


class ImportView(SettingsPage):
    """`asked` wants a plan of (file, columns, encoding, delimiter, kind); the rest are acts."""

    asked = Signal(str, object, str, str, str)
    import_asked = Signal()
    errors_asked = Signal()
    take_back_asked = Signal()
    stop_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session, self.tr("Import"))
        self._overrides: dict[str, str] = {}
        self.file = QLineEdit()
        self.file.setPlaceholderText(self.tr("The CSV file of the other system"))
        self.file_box = FieldBox(self.tr("File"), self.file)
        self.browse = Button(self.tr("Choose a file"), icon="inbox")
        self.kind, self.encoding, self.delimiter = Picker(), Picker(), Picker()
        self.columns = ColumnsCard()
        self.empty = EmptyState(
            self.tr("Choose a file. What it would make stands here before anything is made.")
        )
        self.rows = RowList(self.tr("Rows of the file"), EntryDelegate(), self.empty)
        self.made = Card(self.tr("What it makes"))
        self.import_button = Button(self.tr("Import"), icon="check", kind=Kind.PRIMARY)
        self.errors_button = Button(self.tr("Save the rows in error"), icon="file-pen-line")
        self.back_button = Button(self.tr("Take the import back"), icon="rotate-ccw")
        self.stop_button = Button(self.tr("Stop"), icon="x")
        self.answer = AnswerLine()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.ask)
        self._lay_out()
        self._connect()
        self.show_import(ImportShown())
        self.set_first(self.file)

    def choose_file(self, path: str) -> None:
        """Take a file; what was said about another one is forgotten."""
        self._overrides = {}
        self.file.setText(path)
        self.ask()

    def ask(self) -> None:
        """Want a plan of what is chosen now."""
        self._rest.stop()
        path = self.file.text().strip()
        if path:
            encoding = str(self.encoding.currentData() or "")
            delimiter = str(self.delimiter.currentData() or "")
            kind = str(self.kind.currentData() or "")
            self.asked.emit(path, dict(self._overrides), encoding, delimiter, kind)

    def show_import(self, shown: ImportShown) -> None:
        """Take what is known of the file, and how far the import is."""
        self.file_box.set_wrong(shown.wrong)
        self.columns.setVisible(shown.table is not None)
        if shown.table is not None:
            self.columns.show_columns(shown.table, shown.mapping, shown.kind)
        self.rows.show_rows(shown.rows)
        self.made.title.setText(shown.summary or self.tr("What it makes"))
        self.import_button.setEnabled(shown.ready)
        self.import_button.set_words(shown.verb or self.tr("Import"))
        self.errors_button.setVisible(shown.errors > 0)
        self.back_button.setVisible(shown.can_take_back)
        self.stop_button.setVisible(shown.working)
        self.answer.say(shown.told, shown.tone if shown.told else Tone.NEUTRAL)

    def listed(self) -> tuple[Entry, ...]:
        """The rows that are shown."""
        return tuple(row for row in self.rows.rows.rows() if isinstance(row, Entry))

    def _means(self, column: str, field: str) -> None:
        self._overrides[column] = field
        self._rest.start()

    def _holds(self) -> None:
        self._overrides = {}
        self.ask()

    def _browse(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("The CSV file to import"), "", self.tr("Tables (*.csv *.txt *.tsv)")
        )
        if path:
            self.choose_file(path)

    def _connect(self) -> None:
        self.file.textEdited.connect(self._rest.start)
        self.file.returnPressed.connect(self.ask)
        self.browse.clicked.connect(self._browse)
        self.kind.currentIndexChanged.connect(self._holds)
        self.encoding.currentIndexChanged.connect(self.ask)
        self.delimiter.currentIndexChanged.connect(self.ask)
        self.columns.changed.connect(self._means)
        self.import_button.clicked.connect(self.import_asked)
        self.errors_button.clicked.connect(self.errors_asked)
        self.back_button.clicked.connect(self.take_back_asked)
        self.stop_button.clicked.connect(self.stop_asked)

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(PAGE_SIDE - 13, GAP_S, PAGE_SIDE - 13, GAP_L)
        page.setSpacing(GAP_M)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_M)
        column.addWidget(Label(self.title, Size.PAGE, bold=True, ink=Ink.STRONG))
        hint = self.tr(
            "Clients with their passes, services, bookings to come. What is known already is not"
            " made twice."
        )
        column.addWidget(Label(hint, ink=Ink.MUTED))
        for kind, words in (
            ("", self.tr("guess")),
            ("clients", self.tr("clients and passes")),
            ("services", self.tr("services")),
            ("bookings", self.tr("bookings to come")),
        ):
            self.kind.addItem(words, kind)
        for one in ENCODINGS:
            self.encoding.addItem(one.replace("_", "-") or self.tr("guess"), one)
        for mark, words in DELIMITERS:
            self.delimiter.addItem(words, mark)
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(self.file_box, 1)
        row.addWidget(FieldBox(self.tr("Holds"), self.kind))
        row.addWidget(FieldBox(self.tr("Encoding"), self.encoding))
        row.addWidget(FieldBox(self.tr("Cells are split by"), self.delimiter))
        row.addWidget(self.browse, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        column.addWidget(self.columns)
        self.made.body.addWidget(self.rows)
        self.rows.setMinimumHeight(_CARD_TALL)
        column.addWidget(self.made, 1)
        page.addWidget(Scrolled(content, self.tr("Import of a file")), 1)
        content.setMaximumWidth(1200)
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP_L, 0, GAP_L, 0)
        foot.setSpacing(GAP_S)
        foot.addWidget(self.answer, 1)
        for button in (self.stop_button, self.back_button, self.errors_button, self.import_button):
            foot.addWidget(button)
        page.addLayout(foot)
