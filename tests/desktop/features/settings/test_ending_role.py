"""A role that ends asks what becomes of the classes; a PIN that was forgotten is taken back."""

from core.commands.identity import RegisterStaffKey
from core.commands.setup import CreateStaff, GrantRole
from core.domain.organisation import StaffKey, StaffMember
from core.domain.schedule import Occurrence
from core.queries import desks, place, substitutes
from desktop.features.settings.people.ending_role import CLASS, REST, EndingRole
from tests.desktop.features.settings.conftest import Settings
from tests.support.rules import rule

KEY = "ab" * 32


def ahead(settings: Settings, staff_id: str) -> list[Occurrence]:
    live = settings.live
    rows = live.session.source.rows
    return substitutes.to_give_away(rows, staff_id, live.session.now())


def colleague(settings: Settings, *teaches: str) -> str:
    """Somebody else who teaches here."""
    live = settings.live
    made = live.serve(CreateStaff("Bea Bell", categories=teaches or ("mat", "reformer")))
    key = str(made.facts["staff_id"])
    live.serve(GrantRole(key, "instructor", live.names["location"]))
    live.exchange()
    return key


def end_role(settings: Settings) -> EndingRole:
    settings.open("staff", settings.live.names["ana"])
    settings.put(f"roles at {settings.live.names['location']}", ())
    settings.opened().sheet.save()
    subject = settings.opened().subject
    assert isinstance(subject, EndingRole)
    return subject


def roles(settings: Settings, staff_id: str) -> set[str]:
    return {one.role for one in place.grants(settings.live.session.source, staff_id)}


@rule("ORG-10")
def test_each_class_ahead_is_kept_given_away_or_cancelled(settings: Settings) -> None:
    ana, bea = settings.live.names["ana"], colleague(settings)
    first, second, *others = ahead(settings, ana)
    end_role(settings)
    settings.put(f"{CLASS}{first.id}", bea)
    settings.put(f"{CLASS}{second.id}", "cancel")
    settings.save()
    rows = settings.live.session.source.rows

    def now(key: str) -> Occurrence:
        found = rows.get(Occurrence, key)
        assert found is not None
        return found

    settings.desk.until(lambda: now(second.id).state == "cancelled")
    assert now(first.id).lead_id == bea
    assert {one.lead_id for one in map(now, [one.id for one in others])} <= {ana}
    assert roles(settings, ana) == set()


@rule("ORG-10")
def test_leaving_the_choice_ends_no_role_and_keeps_what_was_typed(settings: Settings) -> None:
    ana = settings.live.names["ana"]
    end_role(settings)
    settings.page().back()
    assert roles(settings, ana) == {"instructor"}
    settings.open("staff", ana)
    assert settings.form.is_dirty()


@rule("ORG-10", "SCH-6")
def test_who_is_not_free_is_said_before_it_is_saved(settings: Settings) -> None:
    bea = colleague(settings, "aerial")
    end_role(settings)
    settings.put(REST, bea)
    sheet = settings.opened().sheet
    sheet.look()
    told = sheet.answer.text()
    settings.put(REST, "keep")
    sheet.look()
    assert sheet.answer.text() == ""
    assert "Bea Bell" in told


@rule("ORG-10")
def test_archiving_asks_the_same(settings: Settings) -> None:
    ana = settings.live.names["ana"]
    page = settings.open("staff", ana)
    (deed,) = [one for one in page.subject.deeds(ana) if one.text == "Archive"]
    assert deed.asks is not None
    asked = deed.asks()
    assert asked is not None
    page.ask(asked)
    settings.put(REST, "cancel")
    count = len(ahead(settings, ana))
    assert count
    settings.save()
    settings.desk.until(lambda: not ahead(settings, ana))
    row = settings.live.session.source.rows.get(StaffMember, ana)
    assert row is not None
    settings.desk.until(lambda: roles(settings, ana) == set())


@rule("ORG-10")
def test_a_forgotten_pin_is_taken_back_at_this_desk(settings: Settings) -> None:
    live, ana = settings.live, settings.live.names["ana"]
    here = live.session.desk.membership.identity.desk_id
    live.serve(RegisterStaffKey(ana, here, KEY))
    live.exchange()
    assert desks.key_at(live.session.source, ana, here)
    settings.open("staff", ana)
    settings.do("New PIN")
    settings.desk.until(lambda: desks.key_at(live.session.source, ana, here) is None)
    row = live.session.source.rows.get(StaffKey, KEY)
    assert row is not None
    assert row.state == "ended"
