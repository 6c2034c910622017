"""What is sold can be changed and taken away; what was sold keeps its terms."""

import pytest

from core.commands.catalogue import CreatePassProduct, CreateResource
from core.commands.offer import (
    ArchivePassProduct,
    ArchiveRetailItem,
    EditPassProduct,
    EditRetailItem,
    UnarchiveRetailItem,
)
from core.commands.registry import Command
from core.commands.resources import ArchiveResource, UnarchiveResource
from core.commands.schedule import CancelOccurrence
from core.commands.services import EditService
from core.commands.setup import SetSetting
from core.commands.studio import ClearSetting, EditOrganisation
from core.commands.till import CreateRetailItem
from core.domain.catalogue import PassProduct
from core.domain.credits import Pass
from core.domain.organisation import Organisation
from core.domain.schedule import Resource
from core.domain.settings import OFFER_MIN
from core.domain.till import RetailItem
from core.rules.terms import Terms
from tests.support.rules import rule
from tests.support.studio import NOW, Studio


@rule("PASS-1", "ORG-7")
def test_a_sold_pass_keeps_the_terms_it_was_sold_with() -> None:
    s = Studio.open()
    s.sell(s.ben, s.ten)
    before = {row.id: row for row in s.reader.all(Pass)}
    s.do(EditPassProduct(s.ten, "Twelve", credits=12, shared=True), by=s.owner)
    product = s.get(PassProduct, s.ten)
    assert (product.name, product.credits, product.shared) == ("Twelve", 12, 1)
    assert {row.id: row for row in s.reader.all(Pass)} == before


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (EditPassProduct("nothing"), "product_unknown"),
        (ArchivePassProduct("nothing"), "product_unknown"),
        (EditRetailItem("nothing", "x"), "retail_unknown"),
        (ArchiveRetailItem("nothing"), "retail_unknown"),
        (UnarchiveRetailItem("nothing"), "retail_unknown"),
        (ArchiveResource("nothing"), "resource_unknown"),
        (UnarchiveResource("nothing"), "resource_unknown"),
        (EditOrganisation("elsewhere", "x"), "organisation_unknown"),
        (ClearSetting("organisation", "nothing"), "setting_unknown"),
        (ClearSetting("location", "offer_min"), "setting_scope"),
        (ClearSetting("location", "offer_min", "nowhere"), "location_unknown"),
        (ClearSetting("service", "offer_min", "nothing"), "service_unknown"),
    ],
)
def test_what_is_not_there_is_refused(command: Command, code: str) -> None:
    s = Studio.open()
    assert s.refuse(command, by=s.owner).code == code


@rule("PASS-1")
def test_a_punch_pass_cannot_lose_its_credits_nor_a_membership_its_period() -> None:
    s = Studio.open()
    assert s.refuse(EditPassProduct(s.ten, credits=0), by=s.owner).code == "credits_missing"
    member = CreatePassProduct("Member", "membership", 50_00, validity_months=1)
    made = s.do(member, by=s.owner).facts["product_id"]
    never = EditPassProduct(made, validity_months=0)
    assert s.refuse(never, by=s.owner).code == "validity_missing"
    unknown = EditPassProduct(s.ten, service_ids=("nothing",))
    assert s.refuse(unknown, by=s.owner).code == "service_unknown"
    nowhere = EditPassProduct(s.ten, location_ids=("nowhere",))
    assert s.refuse(nowhere, by=s.owner).code == "location_unknown"


@rule("PERM-2")
def test_products_are_the_owners_and_resources_the_managers() -> None:
    s = Studio.open()
    assert s.refuse(EditPassProduct(s.ten, "x"), by=s.manager).code == "not_permitted"
    assert s.refuse(ArchiveResource(s.room), by=s.receptionist).code == "not_permitted"
    assert s.refuse(EditOrganisation("org-harbour", "x"), by=s.manager).code == "not_permitted"


@rule("PAY-6")
def test_a_retail_item_changes_and_leaves_the_till() -> None:
    s = Studio.open()
    made = s.do(CreateRetailItem("Mat", 24_00, 20_00), by=s.owner).facts["item_id"]
    s.do(EditRetailItem(made, "حصيرة 🧘", 19_00), by=s.owner)
    s.do(ArchiveRetailItem(made), by=s.owner)
    s.do(UnarchiveRetailItem(made), by=s.owner)
    s.do(ArchiveRetailItem(made), by=s.owner)
    row = s.get(RetailItem, made)
    assert (row.name, row.price, row.tax_rate, row.state) == ("حصيرة 🧘", 19_00, 20_00, "archived")


@rule("RES-1", "ORG-7")
def test_a_resource_that_is_needed_or_held_stays_in_use() -> None:
    s = Studio.open()
    refusal = s.refuse(ArchiveResource(s.reformers), by=s.manager)
    assert refusal.code == "resource_needed"
    assert "Reformer" in refusal.facts["names"]
    s.do(EditService(s.reformer, needs=()), by=s.manager)
    held = s.refuse(ArchiveResource(s.reformers), by=s.manager)
    assert (held.code, held.facts["count"]) == ("resource_held", 1)
    s.do(CancelOccurrence(s.reformer_1000, "moved out"), by=s.manager)
    s.do(ArchiveResource(s.reformers), by=s.manager)
    assert s.get(Resource, s.reformers).state == "archived"


def test_a_spare_resource_goes_and_comes_back() -> None:
    s = Studio.open()
    made = s.do(CreateResource(s.london, "Ropes", "prop"), by=s.manager).facts["resource_id"]
    s.do(ArchiveResource(made), by=s.manager)
    s.do(ArchiveResource(made), by=s.manager)
    s.do(UnarchiveResource(made), by=s.manager)
    assert s.get(Resource, made).state == "active"


@rule("ORG-3")
def test_a_level_that_is_taken_back_lets_the_next_one_hold() -> None:
    s = Studio.open()
    s.do(SetSetting("organisation", "offer_min", 45), by=s.owner)
    s.do(SetSetting("location", "offer_min", 20, s.london), by=s.manager)
    later = iter(range(NOW + 1, NOW + 9))  # the version that is set last holds
    assert Terms(s.reader, s.london).of(OFFER_MIN) == 20
    s.do(ClearSetting("location", "offer_min", s.london), by=s.manager, at=next(later))
    told = Terms(s.reader, s.london).told(OFFER_MIN)
    assert (told.value, told.source) == (45, "organisation")
    s.do(ClearSetting("organisation", "offer_min"), by=s.owner, at=next(later))
    assert Terms(s.reader, s.london).told(OFFER_MIN).source == "default"
    s.do(SetSetting("location", "offer_min", 25, s.london), by=s.manager, at=next(later))
    assert Terms(s.reader, s.london).of(OFFER_MIN) == 25


@rule("ORG-8")
def test_the_studio_gets_another_name_and_keeps_its_currency() -> None:
    s = Studio.open()
    s.do(EditOrganisation("org-harbour", "Harbour & Sons", country="DE"), by=s.owner)
    row = s.get(Organisation, "org-harbour")
    assert (row.name, row.country, row.currency) == ("Harbour & Sons", "DE", "GBP")
