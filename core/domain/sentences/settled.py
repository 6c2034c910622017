"""Settlements that a person is told of, in words."""

from core.domain.sentences.words import Words

SETTLED: dict[str, Words] = {
    "quarantined": Words(
        "Something done at {desk_name} by {staff_name} is kept aside: {because}",
        "Look at it, and do it again if it is still wanted.",
    ),
    "refused": Words(
        "Something done at {desk_name} by {staff_name} could not be kept. {because}",
        "Look at it and do it again if it is still wanted.",
    ),
    "PASS-14": Words(
        "{pass_name} was sold to {client_name} against its limit: another desk had sold one.",
        "Look whether it may stay.",
    ),
    "SET-1": Words(
        "{client_name} has no seat in {class_name}, {starts_at:when}: the last one was taken "
        "first elsewhere. They wait as number {place}.",
        "Tell {client_name}: {phone}",
    ),
    "SET-2": Words(
        "{client_name} could not be booked in {class_name}, {starts_at:when}: no seat was left.",
        "Tell {client_name}: {phone}",
    ),
    "SET-3": Words(
        "{client_name}'s credit for {class_name}, {starts_at:when}, was spent elsewhere. "
        "To pay: {price_due:money}.",
        "Take the money, or change the cover.",
    ),
    "SET-3 gift": Words(
        "Receipt {receipt} of {client_name} was paid with a gift that was spent elsewhere: "
        "{amount:money} did not come.",
        "Take the money.",
    ),
    "SET-23": Words(
        "The pass of {client_name} for {class_name}, {starts_at:when}, was paused or taken back "
        "meanwhile. To pay: {price_due:money}.",
        "Take the money, or change the cover.",
    ),
    "SET-23 refused": Words(
        "{client_name} could not be booked in {class_name}, {starts_at:when}: the pass was paused "
        "or taken back meanwhile.",
        "Sell a pass, or tell {client_name}: {phone}",
    ),
    "SET-26 refund": Words(
        "{amount:money} was given back to {client_name}, {too_much:money} more than was left of "
        "that payment.",
        "Ask for it back, or leave it.",
    ),
    "SET-26 refused": Words(
        "A card payment of {client_name} was given back at another desk already: once is enough. "
        "Receipt {receipt} is of nothing.",
        "Take the printed receipt back.",
    ),
    "SET-27": Words(
        "More of {item_name} was sold than there was, receipt {receipt}.", "Count the stock."
    ),
    "PAY-15": Words(
        "Receipt {receipt}: {taken_off:money} was taken off, more than a code, a limit or a price "
        "still allowed.",
        "Look whether it may stay.",
    ),
    "SET-1 refused": Words(
        "{client_name} got a seat in {class_name}, {starts_at:when}, "
        "before they left the waitlist.",
        "Ask whether they want it: {phone}",
    ),
    "SET-3 refused": Words(
        "{client_name} could not be booked in {class_name}, {starts_at:when}: no credit was left.",
        "Sell a pass, or tell {client_name}: {phone}",
    ),
    "SET-4 refused": Words(
        "{client_name} is in {class_name}, {starts_at:when}, so the cancelling does not hold.",
    ),
    "SET-4": Words(
        "{client_name} had cancelled {class_name}, {starts_at:when}, and came: the check-in "
        "stands.",
        "Look whether there are seats for all.",
    ),
    "SET-5": Words("{class_name} was moved meanwhile; the booking of {client_name} followed."),
    "SET-6": Words(
        "{class_name}, {starts_at:when}, was cancelled meanwhile: {client_name} is not booked.",
        "Tell {client_name}: {phone}",
    ),
    "SET-7": Words(
        "{class_name}, {starts_at:when}, lost its resource to another class.",
        "Choose another one, or another time.",
    ),
    "SET-8": Words(
        "{class_name}, {starts_at:when}, has no instructor: another class was first.",
        "Choose another instructor. Free: {substitutes}",
    ),
    "M-02": Words(
        "{client_name} was guaranteed a seat in {class_name}, {starts_at:when}, by {desk_name}: "
        "it is kept. To pay: {price_due:money}.",
        "Look whether there are seats for all, and what is to be paid.",
    ),
    "SET-10": Words("{client_name}: a field was changed at two desks; the later one holds."),
    "SET-11": Words("{client_name} was archived meanwhile and is back, because they booked."),
    "SET-13": Words(
        "{staff_name} did something at {desk_name} that they may no longer do.",
        "Look at it and decide.",
    ),
    "SET-13 refused": Words(
        "{staff_name} did something at {desk_name} that they may no longer do: it was refused.",
        "Look at it and decide.",
    ),
    "SET-16": Words("The clock of {desk_name} was wrong; its times were corrected."),
    "SET-17": Words("{client_name} came after all: the check-in stands."),
    "SET-18": Words(
        "{client_name} and {other_name} may be the same person, entered at two desks.",
        "Merge them, or keep both.",
    ),
    "SET-24": Words("{client_name} was merged with another record; what was done went there."),
    "SET-24 refused": Words(
        "Somebody whose data was erased was to be changed at {desk_name}: it was refused."
    ),
    "SET-19": Words(
        "{client_name} came to {class_name}, {starts_at:when}, without a seat that held: "
        "the check-in stands. To pay: {price_due:money}.",
        "Look whether there are seats for all.",
    ),
    "SET-20": Words(
        "{client_name} was booked twice in {class_name}, {starts_at:when}: once holds, "
        "{seats:seat}."
    ),
    "SET-25": Words(
        "{client_name} was given a seat in {class_name}, {starts_at:when}, that somebody else had "
        "taken online: both have one, the class is over its capacity."
    ),
    "SET-22": Words(
        "Spot {wanted} was given twice in {class_name}, {starts_at:when}: {client_name} has "
        "another one.",
    ),
    "SET-21": Words(
        "{client_name} has another booking at the time of {class_name}, {starts_at:when}: "
        "that one holds.",
        "Tell {client_name}: {phone}",
    ),
    "AVL-4": Words(
        "{client_name} has waited a day for {staff_name} to answer a request for {class_name}.",
        "Answer it by {until:when}: {phone}",
    ),
    "SCH-5": Words(
        "{class_name}, {starts_at:when}: its instructor is on time off.",
        "Choose a substitute. Free: {substitutes}",
    ),
    "NTF-10": Words(
        "{client_name} could not be told about {class_name}, {starts_at:when}. {why}",
        "Call {client_name}: {phone}",
    ),
    "NTF-5": Words(
        "{event} does not take what Foyer tells it. {why}",
        "Mend it or end it; what was not taken is not told again.",
    ),
    "unsigned": Words(
        "Something at {event} was done as {why}, who did not sign it: it was kept aside.",
        "Ask who was at that desk. The owner can take it in or drop it on the server.",
    ),
    "stale": Words(
        "{event} had not heard from the server for more than three days; what was done there has "
        "arrived now.",
        "Look through what it did meanwhile.",
    ),
    "forked": Words(
        "{event} went on from an older copy of its data: nothing is lost, all was taken once.",
        "If two computers run as {event}, enrol one of them anew: they print the same numbers.",
    ),
    "NS-5": Words(
        "Foyer could not do by itself what was due ({event}). It is tried again.",
        "If it stays, send the diagnostics.",
    ),
    "SET-26": Words(
        "{client_name} paid {amount:money} where less was due: {too_much:money} too much.",
        "Give it back, or keep it for the next visit.",
    ),
    "NS-5 many": Words(
        "{client_name} is the fourth client who was suspended within a day.",
        "Look whether the classes were closed rightly.",
    ),
    "SET-15": Words(
        "{client_name} is suspended and cannot be booked in {class_name}, {starts_at:when}.",
        "Lift the suspension, or tell {client_name}: {phone}",
    ),
}
