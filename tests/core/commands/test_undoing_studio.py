"""What sets the studio up is taken back by its inverse: rows are as they were before."""

from collections.abc import Callable
from typing import Any

import pytest

from core.commands.availability import QualifyStaff
from core.commands.catalogue import CreateResource, ResourceNeed
from core.commands.locations import EditLocation, SetLocationActive
from core.commands.offer import (
    ArchivePassProduct,
    ArchiveRetailItem,
    EditPassProduct,
    EditRetailItem,
    UnarchivePassProduct,
    UnarchiveRetailItem,
)
from core.commands.registry import Command
from core.commands.resources import ArchiveResource, UnarchiveResource
from core.commands.services import EditService, Question
from core.commands.setup import SetSetting
from core.commands.staff import EditStaff
from core.commands.studio import ClearSetting, EditOrganisation
from core.commands.templates import TakeBackTemplate, WriteTemplate
from core.commands.till import CreateRetailItem
from core.commands.undoing import undo_of
from core.domain.catalogue import PassProduct, Service
from core.domain.organisation import Location, Organisation, StaffMember
from core.domain.schedule import Resource
from core.domain.settings import OFFER_MIN
from core.domain.templates import Template
from core.domain.till import RetailItem
from core.rules.terms import Terms
from tests.support.rules import rule
from tests.support.studio import NOW, Studio

Before = Callable[[Studio], object]
HOURS: Any = {"0": (("08:00", "12:00"), ("14:00", "20:00"))}
TABLES = (Service, PassProduct, Location, Organisation, StaffMember, Resource, RetailItem)


def nothing(_: Studio) -> None:
    return


def with_item(s: Studio) -> None:
    s.do(CreateRetailItem("Mat", 24_00, 20_00), by=s.owner)


def item(s: Studio) -> str:
    return s.reader.all(RetailItem)[0].id


def off_the_till(s: Studio) -> None:
    with_item(s)
    s.do(ArchiveRetailItem(item(s)), by=s.owner)


def not_sold(s: Studio) -> None:
    s.do(ArchivePassProduct(s.ten), by=s.owner)


def spare(s: Studio) -> str:
    return next(row.id for row in s.reader.all(Resource) if row.name == "Spare")


def with_spare(s: Studio) -> None:
    s.do(CreateResource(s.london, "Spare", "prop"), by=s.owner)


def out_of_use(s: Studio) -> None:
    with_spare(s)
    s.do(ArchiveResource(spare(s)), by=s.owner)


def qualified(s: Studio) -> None:
    s.do(QualifyStaff(s.instructor, ("mat", "reformer")), by=s.owner)


def offer_set(s: Studio) -> None:
    s.do(SetSetting("organisation", "offer_min", 45), by=s.owner)


def welcomed(s: Studio) -> None:
    s.do(WriteTemplate("welcome", "email", "en", "Hello", "Hello {given_name}"), by=s.owner)


def as_before(s: Studio) -> dict[str, object]:
    words = {(one.event, one.text) for one in s.reader.all(Template) if one.text}
    rows = {table.table: sorted(s.reader.all(table), key=lambda one: one.id) for table in TABLES}
    return {**rows, "offer": Terms(s.reader).told(OFFER_MIN), "words": words}


CASES: list[tuple[str, Before, Callable[[Studio], Command]]] = [
    (
        "edit_service",
        nothing,
        lambda s: EditService(
            s.yoga,
            "Hatha",
            colour=9,
            needs=(ResourceNeed(s.room, 1, 1),),
            location_ids=(s.london,),
            mode="admin_only",
            questions=(Question("mat", "A mat?", "yes_no", required=True),),
            pay_mode="free",
        ),
    ),
    ("edit_location", nothing, lambda s: EditLocation(s.london, "Harbour", opening_hours=HOURS)),
    ("set_location_active", nothing, lambda s: SetLocationActive(s.london, active=False)),
    ("set_setting", nothing, lambda _: SetSetting("organisation", "offer_min", 20)),
    ("set_setting", offer_set, lambda _: SetSetting("organisation", "offer_min", 20)),
    ("clear_setting", offer_set, lambda _: ClearSetting("organisation", "offer_min")),
    ("edit_staff", nothing, lambda s: EditStaff(s.instructor, "Ina", "ina@example.org", "+44201")),
    ("qualify_staff", qualified, lambda s: QualifyStaff(s.instructor, ("aerial", "mat"))),
    ("edit_organisation", nothing, lambda _: EditOrganisation("org-harbour", "H", "de", "hybrid")),
    (
        "edit_pass_product",
        nothing,
        lambda s: EditPassProduct(
            s.ten, "Twelve", 99_00, 12, service_ids=(s.yoga,), shared=True, per_person=1
        ),
    ),
    ("archive_pass_product", nothing, lambda s: ArchivePassProduct(s.ten)),
    ("unarchive_pass_product", not_sold, lambda s: UnarchivePassProduct(s.ten)),
    ("edit_retail_item", with_item, lambda s: EditRetailItem(item(s), "Towel", 9_00, 0, "42")),
    ("archive_retail_item", with_item, lambda s: ArchiveRetailItem(item(s))),
    ("unarchive_retail_item", off_the_till, lambda s: UnarchiveRetailItem(item(s))),
    ("write_template", nothing, lambda _: WriteTemplate("welcome", "email", "en", "A", "B")),
    ("write_template", welcomed, lambda _: WriteTemplate("welcome", "email", "en", "A", "B")),
    ("take_back_template", welcomed, lambda _: TakeBackTemplate("welcome", "email", "en")),
    ("archive_resource", with_spare, lambda s: ArchiveResource(spare(s))),
    ("unarchive_resource", out_of_use, lambda s: UnarchiveResource(spare(s))),
]


@rule("U-26", "U-28")
@pytest.mark.parametrize(("name", "before", "make"), CASES, ids=[case[0] for case in CASES])
def test_its_inverse_puts_every_row_back(
    name: str, before: Before, make: Callable[[Studio], Command]
) -> None:
    s = Studio.open()
    before(s)
    was = as_before(s)
    command = make(s)
    outcome = s.do(command, by=s.owner, at=NOW + 1)
    assert as_before(s) != was, name
    undo = undo_of(command, "first", outcome)
    assert undo is not None
    s.do(undo, by=s.owner, at=NOW + 2)
    assert as_before(s) == was


def test_taking_back_what_was_never_set_leaves_nothing_to_undo() -> None:
    s = Studio.open()
    command = ClearSetting("organisation", "offer_min")
    assert undo_of(command, "first", s.do(command, by=s.owner)) is None
