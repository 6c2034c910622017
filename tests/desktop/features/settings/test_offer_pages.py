"""Passes, shop items and discount codes: made, changed, archived, and what was sold stays."""

import pytest

from core.commands.till import CreateDiscountCode, CreateRetailItem
from core.domain.catalogue import PassProduct
from core.domain.credits import PASSES_OF_CLIENT
from core.domain.ids import discount_code_id
from core.domain.till import DiscountCode, RetailItem
from core.queries import studio_setup
from tests.desktop.features.settings.conftest import Settings
from tests.support.rules import rule


@rule("PASS-1")
@pytest.mark.parametrize(
    ("kind", "fields", "row"),
    [
        ("punch", {"credits": "5", "validity_days": "90"}, (5, 90, 0)),
        ("package", {"credits": "20"}, (20, 180, 0)),
        ("unlimited", {"validity_days": "30"}, (0, 30, 0)),
        ("course", {}, (10, 180, 0)),
        ("membership", {"validity_months": "1", "credits": "8"}, (8, 180, 1)),
        ("gift", {"credits": "5000"}, (5000, 180, 0)),
    ],
)
def test_a_pass_of_every_kind_is_added(
    settings: Settings, kind: str, fields: dict[str, str], row: tuple[int, int, int]
) -> None:
    settings.open("passes", "")
    settings.type("name", f"New {kind}")
    settings.put("kind", kind)
    settings.type("price", "89.90")
    for name, text in fields.items():
        settings.type(name, text)
    settings.save()
    source = settings.live.session.source
    settings.desk.until(lambda: len(studio_setup.products(source)) == 4)
    (made,) = [one for one in studio_setup.products(source) if one.name == f"New {kind}"]
    assert (made.kind, made.price) == (kind, 89_90)
    assert (made.credits, made.validity_days, made.validity_months) == row


@rule("PASS-1", "U-92")
def test_a_membership_without_a_period_is_marked_at_its_field(settings: Settings) -> None:
    settings.open("passes", "")
    settings.type("name", "Forever")
    settings.put("kind", "membership")
    settings.type("validity_days", "0")
    settings.opened().sheet.save()
    assert "period" in settings.form.wrong("validity_months")


def test_a_changed_pass_leaves_what_was_sold_alone(settings: Settings) -> None:
    names, source = settings.live.names, settings.live.session.source
    before = source.rows.find(PASSES_OF_CLIENT, names["anna"])
    settings.open("passes", names["ten"])
    settings.type("price", "150")
    settings.put("shared", True)
    settings.save()

    def product() -> PassProduct | None:
        return source.rows.get(PassProduct, names["ten"])

    settings.desk.until(lambda: (row := product()) and (row.price, row.shared) == (150_00, 1))
    assert source.rows.find(PASSES_OF_CLIENT, names["anna"]) == before
    settings.desk.keys("Ctrl+Z")
    settings.desk.until(lambda: (row := product()) and (row.price, row.shared) == (140_00, 0))


@rule("ORG-7")
def test_an_archived_pass_is_not_sold_and_comes_back(settings: Settings) -> None:
    names, source = settings.live.names, settings.live.session.source
    settings.open("passes", names["single"])
    settings.do("Archive")
    settings.desk.until(lambda: len(settings.rows()) == 2)
    page = settings.page()
    assert page.listing.side is not None
    page.listing.side.choose("past")
    page.refresh()
    assert len(settings.rows()) == 1
    page.open(names["single"])
    settings.do("Bring back")

    def state() -> str:
        row = source.rows.get(PassProduct, names["single"])
        return row.state if row else ""

    settings.desk.until(lambda: state() == "active")


@rule("PAY-6")
def test_stock_is_counted_and_the_price_changed_in_one_go(settings: Settings) -> None:
    made = str(settings.live.serve(CreateRetailItem("Socks", 9_00, 20_00)).facts["item_id"])
    settings.live.exchange()
    source, here = settings.live.session.source, settings.live.names["location"]
    settings.open("shop", made)
    settings.type("stock", "12")
    settings.type("price", "11")
    settings.save()
    settings.desk.until(lambda: studio_setup.stock(source, made, here) == 12)
    row = source.rows.get(RetailItem, made)
    assert row is not None
    assert row.price == 11_00
    settings.open("shop", made)
    settings.type("stock", "10")
    settings.save()
    settings.desk.until(lambda: studio_setup.stock(source, made, here) == 10)
    settings.desk.until(lambda: "10 left here" in settings.rows()[0])


@rule("PAY-15")
def test_a_code_gets_other_limits_and_ends(settings: Settings) -> None:
    settings.live.serve(CreateDiscountCode("SPRING-10", "percent", 10_00))
    settings.live.exchange()
    key = discount_code_id("SPRING-10")
    source = settings.live.session.source
    settings.open("codes", key)
    settings.type("percent", "15")
    settings.type("max_uses", "100")
    settings.save()

    def code() -> DiscountCode:
        row = source.rows.get(DiscountCode, key)
        assert row is not None
        return row

    settings.desk.until(lambda: (code().value, code().max_uses) == (15_00, 100))
    assert code().state == "active"
    settings.open("codes", key)
    settings.do("End the code")
    settings.desk.until(lambda: code().state == "ended")


def test_a_code_of_an_amount_is_made(settings: Settings) -> None:
    settings.open("codes", "")
    settings.type("code", "FIVE OFF")
    assert settings.form.wrong("code") == "Such as SPRING-10"
    settings.type("code", "FIVE-OFF")
    settings.put("kind", "amount")
    settings.type("amount", "5")
    settings.save()
    source = settings.live.session.source
    settings.desk.until(lambda: studio_setup.codes(source))
    (made,) = studio_setup.codes(source)
    assert (made.kind, made.value) == ("amount", 5_00)
