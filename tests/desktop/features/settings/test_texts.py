"""The words of messages at the desk: read, changed, previewed on real data, taken back."""

from PySide6.QtWidgets import QPlainTextEdit

from core.domain.templates import Template
from core.queries import letter_samples
from desktop.features.settings.messages.languages import NAMES, name_of
from desktop.features.settings.messages.texts import TextsPage
from tests.desktop.features.settings.conftest import Settings
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

KEY = "booking_confirmed/en"


def page(settings: Settings) -> TextsPage:
    shown = settings.page()
    assert isinstance(shown, TextsPage)
    return shown


def read(settings: Settings) -> str:
    preview = page(settings).preview
    assert preview is not None
    return f"{preview.subject.text()}\n{preview.text.toPlainText()}"


def kept(live: LiveDesk) -> list[tuple[str, str, str]]:
    rows = letter_samples.templates(live.session.source)
    return [(row.event, row.language, row.subject) for row in rows]


@rule("NTF-4", "U-26")
def test_a_message_is_rewritten_and_taken_back_to_foyers_words(
    settings: Settings, live: LiveDesk
) -> None:
    settings.open("texts", KEY)
    settings.type("subject", "See you, {given_name}")
    settings.save()
    assert kept(live) == [("booking_confirmed", "en", "See you, {given_name}")]
    assert any("See you, {given_name}, own words" in said for said in settings.rows())
    settings.open("texts", KEY)
    settings.do("Take back to Foyer's text")
    settings.desk.until(lambda: any("Foyer's words again" in one for one in settings.desk.said()))
    assert kept(live) == []
    settings.desk.keys("Ctrl+Z")
    settings.desk.until(lambda: kept(live))
    assert kept(live)[0][2] == "See you, {given_name}"


@rule("NTF-4")
def test_the_preview_speaks_of_a_class_of_this_desk_while_it_is_typed(
    settings: Settings, live: LiveDesk
) -> None:
    settings.open("texts", KEY)
    assert "Zoë Becker" not in read(settings)
    settings.type("text", "Shalom {given_name}: [{nickname?}x|{class_name}] <b>")
    assert ": " in read(settings)
    assert "<b>" in read(settings)
    before = read(settings)
    settings.type("text", "half a {brace")
    assert read(settings) == before


@rule("NTF-4", "U-80")
def test_what_cannot_be_filled_is_marked_at_its_field_and_not_saved(
    settings: Settings, live: LiveDesk
) -> None:
    settings.open("texts", KEY)
    settings.type("text", "Hello {nickname}")
    settings.opened().sheet.save()
    assert "{nickname} is not known here" in settings.form.wrong("text")
    settings.type("text", "Hello")
    settings.type("subject", "See you [{when}")
    settings.opened().sheet.save()
    assert "“[” has no partner" in settings.form.wrong("subject")
    assert kept(live) == []
    settings.type("subject", "x" * 201)
    settings.opened().sheet.save()
    assert settings.form.wrong("subject")
    settings.type("subject", "See you")
    settings.type("text", "x" * 10_000)
    settings.save()
    assert kept(live) == [("booking_confirmed", "en", "See you")]


@rule("NTF-4")
def test_each_language_has_its_own_words(settings: Settings, live: LiveDesk) -> None:
    shown = settings.open("texts")
    assert isinstance(shown, TextsPage)
    shown.picker.setCurrentIndex(shown.picker.findData("he"))
    shown.picker.activated.emit(shown.picker.currentIndex())
    shown.open("welcome/he")
    assert settings.opened().spec.note == "By e-mail, in עברית"
    settings.type("subject", "ברוכים הבאים")
    settings.type("text", "שלום {given_name}")
    assert "שלום" in read(settings)
    settings.save()
    (row,) = [row for row in live.session.source.rows.page(Template, "", 10) if row.text]
    assert (row.language, row.subject) == ("he", "ברוכים הבאים")
    assert name_of("pt-BR") == "Português (pt-BR)"
    assert {name_of(tag) for tag in NAMES} == set(NAMES.values())


def test_a_gap_is_put_where_the_cursor_stands(settings: Settings) -> None:
    settings.open("texts", KEY)
    settings.type("text", "Hello ")
    area = settings.form.widget("text")
    assert isinstance(area, QPlainTextEdit)
    area.moveCursor(area.textCursor().MoveOperation.End)
    preview = page(settings).preview
    assert preview is not None
    preview.gaps.opened.emit("given_name")
    assert area.toPlainText() == "Hello {given_name}"
    assert "Hello " in read(settings)


def test_the_facts_of_a_preview_are_those_of_somebody_who_is_booked(live: LiveDesk) -> None:
    source, session = live.session.source, live.session
    facts = letter_samples.facts_for(source, session.location_id, session.now())
    assert facts is not None
    assert facts["class_name"]
    assert facts["client_name"]


def test_enter_opens_a_message_from_the_list(settings: Settings) -> None:
    settings.open("texts")
    settings.desk.keys("Return")
    settings.desk.until(lambda: page(settings).opened is not None)
