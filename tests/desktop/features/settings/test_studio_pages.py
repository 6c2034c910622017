"""Closed dates, hours and time off, pay rates, messages, waivers and webhooks."""

import pytest

from core.commands.seats import Book
from core.domain.availability import AVAILABILITY_OF_STAFF, TIME_OFF_OF_STAFF
from core.domain.notices import NOTICES
from core.domain.schedule import Occurrence
from core.domain.settings import TELL
from core.queries import studio_setup
from core.rules.terms import Terms
from desktop.features.settings.messages.page import MessagesPage
from desktop.features.settings.messages.subjects import message_subjects
from tests.desktop.features.settings.conftest import Settings
from tests.support.rules import rule

TODAY, TOMORROW = "2026-03-02", "2026-03-03"


def state(settings: Settings, name: str) -> str:
    source = settings.live.session.source
    row = source.rows.get(Occurrence, settings.live.names[name])
    return row.state if row else ""


@rule("SCH-14")
def test_closing_says_who_is_told_before_and_opens_again(settings: Settings) -> None:
    live, source = settings.live, settings.live.session.source
    live.serve(Book(live.names["elif"], live.names["late"]))
    live.exchange()
    settings.open("closures", "")
    settings.put("until_date", TOMORROW)
    settings.put("reason", "a burst pipe")
    sheet = settings.opened().sheet
    sheet.look()
    assert "are cancelled" in sheet.answer.text()
    assert "clients are told" in sheet.answer.text()
    settings.save()
    settings.desk.until(lambda: state(settings, "late") == "cancelled")
    (closure,) = studio_setup.closures(source, live.names["location"])
    assert (closure.from_date, closure.until_date, closure.extends) == (TODAY, TOMORROW, 2)
    settings.desk.until(lambda: settings.rows() == ["2 Mar – 3 Mar, a burst pipe"])
    settings.open("closures", closure.id)
    settings.do("Open again")
    settings.desk.until(lambda: settings.rows() == [])


@rule("SCH-14")
def test_classes_on_closed_dates_can_take_place_all_the_same(settings: Settings) -> None:
    settings.open("closures", "")
    settings.put("fate", "keep")
    settings.save()
    here = settings.live.names["location"]
    source = settings.live.session.source
    settings.desk.until(lambda: studio_setup.closures(source, here))
    assert state(settings, "late") == "scheduled"


def test_dates_the_wrong_way_round_are_marked(settings: Settings) -> None:
    settings.open("closures", "")
    settings.put("from_date", TOMORROW)
    settings.opened().sheet.save()
    assert settings.form.wrong("until_date")


@rule("AVL-1")
def test_weekly_hours_and_time_off_are_given_and_taken_back(settings: Settings) -> None:
    ana, source = settings.live.names["ana"], settings.live.session.source
    settings.open("hours", "")
    settings.put("staff_id", ana)
    settings.put("weekday", 2)
    settings.type("local_from", "7")
    settings.type("local_until", "12:30")
    settings.save()
    settings.desk.until(lambda: source.rows.find(AVAILABILITY_OF_STAFF, ana))
    (row,) = source.rows.find(AVAILABILITY_OF_STAFF, ana)
    assert (row.weekday, row.local_from, row.local_until) == (2, "07:00", "12:30")
    settings.open("hours", "")
    settings.put("staff_id", ana)
    settings.put("what", "away")
    settings.put("first", "2026-03-10")
    settings.put("last", "2026-03-12")
    settings.save()
    settings.desk.until(lambda: source.rows.find(TIME_OFF_OF_STAFF, ana))
    settings.desk.until(lambda: "Tue 10 Mar – Thu 12 Mar, away" in settings.rows())
    assert settings.rows()[:2] == ["Ana Petrov", "Wed 07:00–12:30"]
    settings.open("hours", row.id)
    settings.do("Take back")
    settings.desk.until(lambda: not source.rows.find(AVAILABILITY_OF_STAFF, ana))


@rule("PAY-7")
def test_a_rate_is_added_and_the_old_one_stays(settings: Settings) -> None:
    source = settings.live.session.source
    for base in ("40", "45"):
        settings.open("pay_rates", "")
        settings.type("base", base)
        settings.type("per_head", "2.50")
        settings.save()
    settings.desk.until(lambda: len(studio_setup.pay_rates(source)) == 2)
    assert {row.base for row in studio_setup.pay_rates(source)} == {40_00, 45_00}


@rule("NTF-1")
def test_every_message_has_a_place_and_all_its_channels_have_words() -> None:
    shown = [policy.key for subject in message_subjects() for policy in subject.policies]
    assert sorted(shown) == sorted(f"tell_{name}" for name in NOTICES)
    for subject in message_subjects():
        for policy in subject.policies:
            assert set(TELL[policy.key.removeprefix("tell_")].choices) == set(policy.words)


@rule("NTF-1", "U-89")
def test_a_message_takes_another_channel_at_once(settings: Settings) -> None:
    settings.desk.do("settings.open_messages")
    shown = settings.desk.app.screens.settings._screen.page()
    assert isinstance(shown, MessagesPage)
    shown.reveal("tell_reminder_day")
    row = shown.row("tell_reminder_day")
    row.editor.show("email+sms")
    row.editor.changed.emit()
    rows = settings.live.session.source.rows
    settings.desk.until(lambda: Terms(rows).of(TELL["reminder_day"]) == "email+sms")


@rule("HLT-2", "HLT-6")
def test_a_new_version_of_the_waiver_begins_with_the_last(settings: Settings) -> None:
    source = settings.live.session.source
    settings.open("waivers", "")
    settings.type("title", "House rules")
    settings.type("text", "I come at my own risk.")
    settings.save()
    settings.desk.until(lambda: studio_setup.waivers(source))
    settings.live.clock.at += 1000
    settings.open("waivers", "")
    assert settings.form.value("text") == "I come at my own risk."
    settings.type("text", "I come at my own risk, and bring a towel.")
    settings.save()
    settings.desk.until(lambda: len(studio_setup.waivers(source)) == 2)
    assert "in force" in settings.rows()[0]
    assert "Version 2" in settings.rows()[0]


@rule("NTF-5", "U-92")
@pytest.mark.parametrize("url", ["http://example.org", "https://a b", "example.org"])
def test_an_address_without_a_lock_is_marked(settings: Settings, url: str) -> None:
    settings.open("webhooks", "")
    settings.type("url", url)
    assert settings.form.wrong("url") == "Such as https://example.org/foyer"


@rule("NTF-5")
def test_a_program_is_told_and_then_nothing_more(settings: Settings) -> None:
    source = settings.live.session.source
    settings.open("webhooks", "")
    settings.type("url", "https://example.org/hook")
    settings.type("events", "booked, cancelled")
    settings.save()
    settings.desk.until(lambda: studio_setup.webhooks(source))
    (hook,) = studio_setup.webhooks(source)
    settings.desk.until(settings.rows)
    assert settings.rows() == ["https://example.org/hook, booked, cancelled"]
    settings.open("webhooks", hook.id)
    settings.do("End")
    settings.desk.until(lambda: not studio_setup.webhooks(source))
