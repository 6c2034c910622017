"""Closed dates: a choice for each class, and whom to call because no message reaches them."""

from pathlib import Path

import pytest

from core.commands.messages import NoteMessage
from core.commands.people import CreateClient, NewClient
from core.commands.seats import Book
from core.domain.closures import Closure
from core.domain.schedule import Occurrence
from core.queries import closure_calls, studio_setup
from desktop.features.settings.studio.closures import CLASS, EACH, ClosuresPage, EachClass
from tests.desktop.features.settings.conftest import Settings
from tests.support.rules import rule

TODAY = "2026-03-02"


def close(settings: Settings) -> Closure:
    """Close today and tomorrow; all classes are cancelled."""
    settings.open("closures", "")
    settings.put("until_date", "2026-03-03")
    settings.put("reason", "a burst pipe")
    settings.save()
    live = settings.live
    source, here = live.session.source, live.names["location"]
    settings.desk.until(lambda: studio_setup.closures(source, here))
    return studio_setup.closures(source, here)[0]


def booked(settings: Settings, name: str, email: str, phone: str, **more: object) -> str:
    """A new client in a class of this evening."""
    live = settings.live
    client = NewClient(name, email, phone, **more)  # type: ignore[arg-type]
    key = str(live.serve(CreateClient(client)).facts["client_id"])
    live.serve(Book(key, live.names["late"], pay_at_desk=True))
    return key


@rule("SCH-14")
def test_one_class_takes_place_and_the_others_are_cancelled(settings: Settings) -> None:
    live = settings.live
    settings.open("closures", "")
    settings.put("until_date", "2026-03-03")
    settings.put("fate", EACH)
    settings.opened().sheet.save()
    subject = settings.opened().subject
    assert isinstance(subject, EachClass)
    settings.put(f"{CLASS}{live.names['late']}", "keep")
    settings.opened().sheet.look()
    assert "1 take place all the same." in settings.opened().sheet.answer.text()
    settings.save()
    rows = live.session.source.rows

    def states() -> set[str]:
        return {
            row.state
            for row in rows.page(Occurrence, "", 100)
            if row.id != live.names["late"] and row.starts_at > live.session.now()
        }

    settings.desk.until(lambda: states() == {"cancelled"})
    kept = rows.get(Occurrence, live.names["late"])
    assert kept is not None
    assert kept.state == "scheduled"


@rule("SCH-14", "NTF-10")
def test_who_cannot_be_told_is_on_the_list_with_phone_and_why(
    settings: Settings, tmp_path: Path
) -> None:
    live = settings.live
    booked(settings, "Ada Anders", "", "+447700900001")
    booked(settings, "Ben Barth", "ben@example.org", "")
    quiet = {"email": False}
    booked(settings, "Cleo Cole", "cleo@example.org", "+447700900003", contact=quiet)
    lost = booked(settings, "=Dan Dole", "dan@example.org", "+447700900004")
    live.exchange()
    closure = close(settings)
    live.serve(
        NoteMessage(
            "m", "class_cancelled", "email", "failed", lost, live.names["late"], "", "550 no"
        )
    )
    live.exchange()
    found = closure_calls.calls(live.session.source, closure)
    told = {call.name: (call.phone, call.why) for call in found}
    assert told["Ada Anders"] == ("+447700900001", "no_address")
    assert told["Cleo Cole"] == ("+447700900003", "unwanted")
    assert told["=Dan Dole"] == ("+447700900004", "failed")
    assert "Ben Barth" not in told
    page = settings.open("closures", closure.id)
    assert isinstance(page, ClosuresPage)
    file = tmp_path / "calls.csv"
    page.choose_file = lambda *_: str(file)
    settings.do("Who to call")
    shown = page.calls
    assert shown is not None
    assert len(shown.rows()) == len(found)
    shown.save()
    settings.desk.until(lambda: "Saved" in shown.answer.text())
    text = file.read_text(encoding="utf-8-sig")
    assert "'=Dan Dole" in text
    assert "not delivered: 550 no" in text
    shown.print()
    panel = settings.desk.app.screens.printing.panel
    settings.desk.until(panel.isVisible)
    page.back()
    assert page.calls is None


@rule("SCH-14")
def test_who_had_cancelled_before_and_who_was_told_are_not_called(settings: Settings) -> None:
    live = settings.live
    told = booked(settings, "Eva Ernst", "", "+447700900005")
    live.exchange()
    closure = close(settings)
    live.serve(NoteMessage("m", "class_cancelled", "email", "sent", told, live.names["late"], "x"))
    live.exchange()
    names = [call.name for call in closure_calls.calls(live.session.source, closure)]
    assert "Eva Ernst" not in names


@pytest.mark.parametrize("fate", ["cancel", "keep"])
def test_no_list_of_classes_is_asked_where_all_share_one_fate(
    settings: Settings, fate: str
) -> None:
    settings.open("closures", "")
    settings.put("fate", fate)
    subject = settings.page().subject
    values = settings.form.values()
    assert subject.asks_first("", values, set(values)) is None
