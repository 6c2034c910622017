"""The words of every message, Foyer's or the studio's own, in each language (NTF-4)."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from core.commands.registry import Command
from core.commands.templates import TakeBackTemplate, WriteTemplate
from core.domain.letters.all_letters import LETTERS
from core.domain.letters.gaps import GAPS
from core.domain.letters.parts import Letter
from core.domain.notices import EMAIL
from core.domain.organisation import Organisation
from core.domain.templates import Template
from core.queries import letter_samples
from core.rules.telling.letters import (
    ENGLISH,
    Sender,
    Words,
    gaps_of,
    tags,
    values_of,
    words_for,
    written,
)
from core.rules.telling.templates import TornError
from desktop.features.settings.entry import Entry, Sign, entry, heading
from desktop.features.settings.listing import ListWords
from desktop.features.settings.messages.languages import name_of, offered
from desktop.features.settings.messages.subjects import GROUPS, LABELS, LAST
from desktop.features.settings.messages.text_preview import TextPreview
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.subject import Deed, FormSpec, Subject
from desktop.forms.declaration import Field, Kind, Section, limit_of
from desktop.forms.form import Form
from desktop.saying import tr
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.chip import ChipSpec
from desktop.widgets.picker import Picker
from desktop.wording import bold

_TEXT_TALL = 300
_PICKER_WIDE = 200


def label_of(event: str) -> str:
    """A message by its name."""
    return LABELS.get(event) or tr(event.replace("_", " ").capitalize())


def grouped() -> Iterator[tuple[str, list[str]]]:
    """Every message that Foyer has words for, under the headings of the page of messages."""
    known = LETTERS[EMAIL]
    told: set[str] = set()
    for _, title, names in GROUPS:
        here = [name for name in names if name in known]
        told.update(here)
        yield title, here
    yield LAST[1], [name for name in known if name not in told]


def found() -> list[tuple[str, str]]:
    """Every message, for the search."""
    return [(event, label_of(event)) for _, events in grouped() for event in events]


class Texts(Subject):
    """Messages by their event, in the language that is chosen."""

    tables = letter_samples.TABLES

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._sample: dict[str, Any] = {}
        self.language = self._sender().language.lower() or ENGLISH

    def words(self) -> ListWords:
        return ListWords(
            self.tr("Message texts"),
            self.tr(
                "What letters say. Clients read their own language where it is written here, else "
                "the studio's, else Foyer's words."
            ),
            self.tr("There are no messages."),
        )

    def languages(self) -> list[str]:
        """What can be written in: the studio's language first, then what is written already."""
        own = sorted(row.language for row in letter_samples.templates(self.session.source))
        return offered([self._sender().language, *own])

    def entries(self, _past: bool) -> Sequence[Entry]:
        own = letter_samples.templates(self.session.source)
        lines: list[Entry] = []
        for title, events in grouped():
            lines.append(heading(title))
            lines += [self._entry(event, own) for event in events]
        return lines

    def form(self, key: str) -> FormSpec | None:
        event = key.partition("/")[0]
        if event not in LETTERS[EMAIL]:
            return None
        self._sample = self._read()
        words = self._words(event)
        fields = (
            Field(
                name="subject",
                label=self.tr("Subject"),
                limit=limit_of(WriteTemplate, "subject"),
                required=True,
            ),
            Field(
                name="text",
                label=self.tr("Text"),
                kind=Kind.LONG,
                limit=limit_of(WriteTemplate, "text"),
                required=True,
                tall=_TEXT_TALL,
                hint=self.tr(
                    "{name} is filled in. [What stands in brackets] is left out where nothing "
                    "fills it; [one|other] takes the first that is filled."
                ),
            ),
        )
        return FormSpec(
            title=label_of(event),
            note=self.tr("By e-mail, in {0}").format(name_of(self.language)),
            sections=(Section("", fields),),
            values={"subject": words.subject, "text": words.text.strip()},
            save=self.tr("Save"),
        )

    def command(self, key: str, values: dict[str, Any], changed: set[str]) -> Command | None:
        if not changed:
            return None
        event = key.partition("/")[0]
        return WriteTemplate(event, "email", self.language, values["subject"], values["text"])

    def says(self, key: str, _values: dict[str, Any]) -> str:
        told = self.tr("Changed the words of {0} in {1}")
        return told.format(bold(label_of(key.partition("/")[0])), name_of(self.language))

    def deeds(self, key: str) -> Sequence[Deed]:
        event = key.partition("/")[0]
        if self._own(event, letter_samples.templates(self.session.source)) is None:
            return ()
        command = TakeBackTemplate(event, "email", self.language)
        says = self.tr("Foyer's words again: {0}").format(bold(label_of(event)))
        return (
            Deed(
                self.tr("Take back to Foyer's text"),
                "rotate-ccw",
                lambda: self.session.send(command, says=says),
            ),
        )

    def gaps(self, event: str) -> list[tuple[str, str, str]]:
        """What can be filled in, and what it says on the data of here."""
        values = values_of(self._facts(), self._sender(), self.language)
        told = [(name, tr(GAPS[name]), values.get(name, "")) for name in gaps_of(event)]
        return [(name, meaning, " ".join(value.split())[:60]) for name, meaning, value in told]

    def shown(self, event: str, subject: str, text: str) -> Letter | None:
        """How it would read; None while braces or brackets are open, or something is missing."""
        needs = self._words(event).needs
        try:
            facts = self._facts()
            return written(Words(subject, text, self.language, needs), facts, self._sender())
        except (TornError, KeyError, ValueError):
            return None

    def about(self) -> str:
        """Whose data the preview is made of."""
        facts = self._facts()
        if facts.get("invented"):
            return self.tr("Nobody was booked here yet, so the names are made up.")
        told = self.tr("As {0} would read it, of {1}")
        return told.format(facts["client_name"], facts["class_name"])

    def _facts(self) -> dict[str, Any]:
        """Read when a form opens: what is typed is shown on the same data."""
        self._sample = self._sample or self._read()
        return self._sample

    def _read(self) -> dict[str, Any]:
        source, now = self.session.source, self.session.now()
        facts = letter_samples.facts_for(source, self.session.location_id, now)
        extra = {
            "note": self.tr("Please bring a towel."),
            "reason": self.tr("She is ill."),
            "link": "https://…/staff/invitation/…",
        }
        return {**(facts or letter_samples.invented(now, self.session.zone)), **extra}

    def _words(self, event: str) -> Words:
        own = self._own(event, letter_samples.templates(self.session.source))
        return words_for(event, EMAIL, [own] if own else [], self.language)

    def _own(self, event: str, rows: Sequence[Template]) -> Template | None:
        """The studio's words in exactly this language."""
        same = (row for row in rows if row.event == event and row.channel == EMAIL)
        return next((row for row in same if row.language == self.language), None)

    def _sender(self) -> Sender:
        source = self.session.source
        row = source.rows.get(Organisation, source.organisation_id)
        return Sender(row.name, row.currency, row.language) if row else Sender()

    def _entry(self, event: str, rows: Sequence[Template]) -> Entry:
        own = self._own(event, rows)
        subject = own.subject if own else words_for(event, EMAIL, [], ENGLISH).subject
        chips = [ChipSpec(self.tr("own words"), "file-pen-line", Tone.INFO)] if own else []
        if own is None and tags(self.language)[-1] != ENGLISH:
            chips.append(ChipSpec(self.tr("English"), "", Tone.NEUTRAL))
        others = {row.language for row in rows if row.event == event} - {self.language}
        chips += [ChipSpec(one, "", Tone.NEUTRAL) for one in sorted(others)]
        sign = Sign(icon="mail")
        key = f"{event}/{self.language}"
        return entry(key, label_of(event), subject, chips=tuple(chips), sign=sign)


class TextsPage(RecordPage):
    """The list in one language; an opened message stands beside how it would read."""

    def __init__(self, session: Session) -> None:
        self.texts = Texts(session)
        super().__init__(session, self.texts)
        self.preview: TextPreview | None = None
        self.picker = Picker()
        self.picker.setAccessibleName(self.tr("Language of the texts"))
        self.picker.setFixedWidth(_PICKER_WIDE)
        self.listing.head.addWidget(self.picker)
        self._offered: list[str] = []
        self.picker.activated.connect(self._other_language)

    def refresh(self) -> None:
        tagged = self.texts.languages()
        if tagged != self._offered:
            self._offered = tagged
            self.picker.clear()
            for tag in tagged:
                self.picker.addItem(name_of(tag), tag)
            self.picker.setCurrentIndex(self.picker.findData(self.texts.language))
        super().refresh()

    def reveal(self, part: str) -> None:
        self.open(f"{part.partition('/')[0]}/{self.texts.language}")

    def beside(self, key: str, form: Form) -> QWidget | None:
        shown = TextPreview()
        event = key.partition("/")[0]
        shown.show_gaps(self.texts.gaps(event))
        shown.picked.connect(lambda name: self._fill_in(form, name))
        form.changed.connect(lambda: self._look(event))
        self.preview = shown
        return shown

    def open(self, key: str) -> None:
        super().open(key)
        if self.opened is not None:
            self._look(key.partition("/")[0])

    def _look(self, event: str) -> None:
        if self.opened is None or self.preview is None:
            return
        form = self.opened.sheet.form
        letter = self.texts.shown(event, form.typed("subject"), form.typed("text"))
        if letter is not None:
            self.preview.show_letter(letter, self.texts.about())

    def _fill_in(self, form: Form, name: str) -> None:
        """Put a gap where the cursor stands in the text, and go on typing there."""
        area = form.widget("text")
        insert = getattr(area, "insertPlainText", None)
        if insert is not None:
            insert(f"{{{name}}}")
            form.focus("text")

    def _other_language(self, at: int) -> None:
        self.texts.language = str(self.picker.itemData(at))
        self.refresh()
