"""All that a client owes, in one list: seats, passes, fees (BK-31, PAY-9)."""

from pathlib import Path

from core.commands.sales import SellPass, TakePayment
from core.commands.seats import Book, CancelBooking
from core.commands.system import ReviewFee
from core.queries.dues import dues
from tests.support.rules import rule
from tests.support.stored import stored
from tests.support.studio import Studio


@rule("BK-31", "PAY-9", "PAY-13")
def test_what_is_owed_for_seats_passes_and_fees_stands_in_one_list(tmp_path: Path) -> None:
    s = Studio.open()
    s.set("late_cancel_fee", 5_00)
    s.do(Book(s.anna, s.yoga_1800, pay_at_desk=True))
    s.do(Book(s.anna, s.yoga_0900, pay_at_desk=True))
    s.do(CancelBooking(s.anna, s.yoga_0900))
    s.do(ReviewFee(s.anna, s.yoga_0900), system=True)
    later = s.do(SellPass(s.anna, s.ten, s.london, 120_00, "later")).facts["pass_id"]
    s.do(TakePayment(s.anna, 20_00, "cash", "LON-A-000001", pass_id=later))
    with stored(s, tmp_path) as source:
        found = dues(source, s.anna)
        assert dues(source, s.ben) == []
    assert sorted((one.name, one.amount) for one in found) == [
        ("10 classes", 100_00),
        ("Yoga", 15_00),
        ("Yoga: late cancel", 5_00),
    ]
    by_name = {one.name: one for one in found}
    assert by_name["10 classes"].key == later
    assert by_name["Yoga: late cancel"].item_id
