"""Invented scans for the pictures of Check-in."""

from desktop.actions.frame import UNDO
from desktop.features.checkin.model import Fact, Fix, LastScan, Outcome, ScanResult, ScanTotals

_SAVED = "Decided on this desk, saved here, will be sent"
_REFORMER = Fact(caption="Class", value="Reformer Flow", note="18:00, in 19 min")
_OPEN = Fix(ident="open", text="Open client", key="O")

ACCEPTED = ScanResult(
    scan_id="s1",
    outcome=Outcome.ACCEPTED,
    headline="Checked in",
    name="Priya Nair",
    sentence="Booked. 1 credit of the 10-class pass is now used.",
    facts=(
        _REFORMER,
        Fact(caption="Spot", value="4", note="the usual one", large=True),
        Fact(caption="Credits left", value="3", note="of 10, to 12 Jan", large=True),
    ),
    fixes=(
        Fix(ident="undo", text="Undo", key="Ctrl+Z", action=UNDO),
        Fix(ident="spot", text="Change spot", key="S"),
        _OPEN,
    ),
    footer=_SAVED,
)
ATTENTION = ScanResult(
    scan_id="s2",
    outcome=Outcome.ATTENTION,
    headline="Waiver not signed",
    name="Daniel Osei",
    sentence="Booked and paid, not yet in. The waiver of 1 September is not signed.",
    facts=(
        _REFORMER,
        Fact(caption="Spot", value="5", note="the usual one", large=True),
        Fact(caption="Credits left", value="1", note="of 10, to 30 Nov", large=True),
    ),
    fixes=(
        Fix(ident="let_in", text="Let in, sign later", key="Enter", primary=True),
        Fix(ident="waiver", text="Show waiver QR", key="Q"),
        _OPEN,
    ),
    footer=_SAVED,
)
REFUSED = ScanResult(
    scan_id="s3",
    outcome=Outcome.REFUSED,
    headline="No valid pass",
    name="Victor Almeida",
    sentence="Not in. The 5-class pass was used up on Wed 11 November.",
    facts=(
        Fact(caption="Class", value="Tower", note="17:30, began 11 min ago"),
        Fact(caption="Seats", value="1 free", note="of 6", large=True),
        Fact(caption="Credits left", value="0", note="of 5, used up", large=True),
    ),
    fixes=(
        Fix(ident="sell", text="Sell 10-class pass, €140.00", key="Enter", primary=True),
        Fix(ident="drop_in", text="Sell drop-in, €18.00", key="D"),
        Fix(ident="later", text="Pay later", key="P"),
    ),
    footer=_SAVED,
)
WORKING = ScanResult(
    scan_id="s4",
    outcome=Outcome.WORKING,
    headline="One moment",
    name="Member card",
    sentence="Reading the card.",
)
PROVISIONAL = ScanResult(
    scan_id="s5",
    outcome=Outcome.ACCEPTED,
    headline="In, provisional",
    name="Maximiliane von Hohenberg-Sigmaringen",
    sentence="The last seat was booked here while this desk was offline. The server confirms it "
    "once the desk is connected; if another desk was first, Attention says so.",
    facts=ACCEPTED.facts,
    fixes=ACCEPTED.fixes,
    provisional=True,
    footer=_SAVED,
)

_FLOW, _WHEEL, _TOWER = "Reformer Flow 18:00", "Wheel throwing 18:30", "Tower 17:30"
_IN = Outcome.ACCEPTED
_SCANS = (
    (_IN, "Priya Nair", _FLOW, "In", "17:41:12"),
    (_IN, "Tom Becker", _FLOW, "In, provisional", "17:40:48"),
    (Outcome.ATTENTION, "Daniel Osei", _FLOW, "Waiver", "17:40:21"),
    (_IN, "Marco Ricci", _FLOW, "In", "17:38:56"),
    (Outcome.REFUSED, "Victor Almeida", _TOWER, "No pass", "17:37:40"),
    (Outcome.REFUSED, "Card 8842 unknown", "another studio", "Not ours", "17:35:30"),
    (_IN, "Elif Demir", _FLOW, "In", "17:33:15"),
    (_IN, "Grace Mensah", _FLOW, "In", "17:31:50"),
    (_IN, "Ben Carter", _WHEEL, "In", "17:31:09"),
    (_IN, "Aisha Rahman", _WHEEL, "In", "17:30:44"),
    (_IN, "Leo Fischer", _WHEEL, "In", "17:29:58"),
    (_IN, "Ruth Adeyemi", _TOWER, "In", "17:27:03"),
)


def scans() -> tuple[LastScan, ...]:
    """The last scans of the day, newest first."""
    return tuple(
        LastScan(
            scan_id=time,
            outcome=outcome,
            name=name,
            note=note,
            word=word,
            time=time,
            provisional="provisional" in word,
        )
        for outcome, name, note, word, time in _SCANS
    )


TOTALS = ScanTotals(scans=52, came=48, attention=3, refused=1)
