"""Every refusal, fault, outcome and settlement as a sentence, and the way to mend it.

One map for each kind of code; a test demands a sentence for every code that the core can return.
How facts are said is in `telling.py`.
"""

import msgspec


class Words(msgspec.Struct, frozen=True):
    """What to say, and what to do about it ("" where there is nothing to do)."""

    says: str
    mend: str = ""


REFUSED: dict[str, Words] = {
    # seats
    "class_full": Words(
        "{class_name}, {starts_at:when}, is full: {capacity:seat}, {free} free.",
        "Put them on the waitlist, or book on purpose with a manager's PIN.",
    ),
    "resource_short": Words(
        "Not enough of {resource_name}: {needed} needed, {left} left.",
        "Book fewer seats or another class.",
    ),
    "overlapping_booking": Words(
        "{client_name} already has a booking at {other_starts_at:time} that overlaps.",
        "Move or cancel the other one, or book both with a reason.",
    ),
    "already_booked": Words("{client_name} is already booked in {class_name}, {starts_at:when}."),
    "already_in": Words("{client_name} is already in, since {at:time}."),
    "already_waiting": Words("{client_name} already waits for {class_name}, number {place}."),
    "marked_no_show": Words("{client_name} is marked as not come.", "Check in as a late arrival."),
    "not_booked": Words(
        "{client_name} has no seat in {class_name}, {starts_at:when}.", "Let them walk in."
    ),
    "not_in": Words("{client_name} is not checked in to {class_name}."),
    "not_waiting": Words("This client does not wait for {class_name}, {starts_at:when}."),
    "seat_free": Words("There is a seat free: {free:seat}.", "Book it."),
    "no_waitlist": Words("{class_name} has no waitlist.", "Choose another class."),
    "party_too_large": Words("The party is larger than the seats that are free."),
    "too_many_booked": Words(
        "{pass_name} allows {limit} future bookings, and {count} are booked.",
        "Let another pass pay.",
    ),
    "same_class": Words("That is the class the booking is in.", "Choose another class."),
    "booking_switched_off": Words("Staff cannot book {class_name}.", "Ask a manager."),
    "location_inactive": Words("{location_name} takes no new bookings."),
    "overbook_not_allowed": Words(
        "Booking beyond {capacity:seat} needs a manager's PIN.", "Call a manager."
    ),
    "class_cancelled": Words(
        "{class_name}, {starts_at:when}, is cancelled.", "Choose another class."
    ),
    "class_closed": Words("{class_name}, {starts_at:when}, is closed.", "Ask a manager."),
    "class_over": Words("{class_name} is over: its day has ended.", "Ask a manager."),
    "class_started": Words("{class_name} has started at {starts_at:time}; too late to cancel."),
    "not_started": Words("{class_name} starts only at {starts_at:time}."),
    "waive_not_allowed": Words("Only a manager waives the penalty.", "Ask for a manager's PIN."),
    "nobody_to_check_in": Words("Nobody is left to check in to {class_name}."),
    # what pays
    "no_pass": Words(
        "{client_name} has no pass for {class_name}.", "Sell one, or take {price:money} now."
    ),
    "pass_unknown": Words("This pass is not theirs.", "Choose another pass."),
    "pass_void": Words("{pass_name} no longer holds.", "Sell a pass."),
    "pass_used_up": Words(
        "{pass_name} is used up: {credits_left:credits} left.",
        "Sell a pass, or take {price:money} now.",
    ),
    "pass_expired": Words(
        "{pass_name} ended on {valid_until:date}.", "Sell a pass, or take {price:money} now."
    ),
    "pass_not_started": Words(
        "{pass_name} starts only on {valid_from:date}.", "Sell a pass, or choose a later class."
    ),
    "pass_other_service": Words(
        "{pass_name} does not cover {class_name}.", "Sell a pass, or take {price:money} now."
    ),
    "pass_other_location": Words(
        "{pass_name} does not hold at this location.", "Sell a pass, or take {price:money} now."
    ),
    "pass_is_unlimited": Words("{pass_name} has no credits to correct."),
    "pass_used": Words("{pass_name} has paid for bookings.", "Cancel those first."),
    "below_zero": Words("{pass_name} has {left:credit} only.", "Take off fewer."),
    "adjust_limit": Words("You may correct {limit:credit} at a time.", "Ask for a manager's PIN."),
    "sold_too_long_ago": Words(
        "{pass_name} was sold more than a day ago.", "Ask a manager for a refund."
    ),
    "void_not_allowed": Words("{pass_name} was sold by someone else.", "Ask for a manager's PIN."),
    "receipt_missing": Words("A sale needs a receipt number.", "Print the receipt first."),
    "start_too_early": Words(
        "A pass may start on {earliest:date} at the earliest, and in the past only by a manager."
    ),
    "nothing_due": Words("{client_name} owes nothing for this."),
    "more_than_due": Words("Only {due:money} is due, not {amount:money}."),
    "payment_for_what": Words("Say for which booking or pass the money is."),
    # scan and check-in
    "code_unknown": Words("This is not a member code.", "Find the client by name."),
    "code_too_new": Words("This code needs a newer version of Foyer.", "Find them by name."),
    "code_foreign": Words("This card belongs to another studio.", "Find the client by name."),
    "code_altered": Words("This code was altered and is not valid.", "Find the client by name."),
    "card_unknown": Words("This card belongs to nobody yet.", "Give it to a client."),
    "card_revoked": Words("This card of {client_name} was revoked.", "Give them a new card."),
    "card_taken": Words("This card belongs to another client.", "Take a blank card."),
    "not_booked_class_open": Words(
        "{client_name} is not booked. {class_name} at {starts_at:time} has a seat.",
        "Press Enter to book and check in with {pass_name}.",
    ),
    "not_booked_no_cover": Words(
        "{client_name} has no pass for {class_name} at {starts_at:time}.",
        "Press Enter to sell one.",
    ),
    "waiting_no_seat": Words(
        "{client_name} waits for {class_name} at {starts_at:time}; no seat is free yet."
    ),
    "too_early": Words(
        "Too early for {class_name} at {starts_at:time}: check-in opens at {opens_at:time}.",
        "Press Enter to check in all the same.",
    ),
    "too_late": Words(
        "Check-in for {class_name} at {starts_at:time} closed at {closed_at:time}.",
        "Press Enter to check in all the same.",
    ),
    "other_day": Words(
        "{class_name} is on another day: {starts_at:when}.", "A manager can, with a reason."
    ),
    "booked_elsewhere": Words(
        "{client_name} is booked at another location: {class_name}, {starts_at:when}."
    ),
    "nothing_open": Words(
        "{client_name} is not booked, and no class is open now.", "Show the client."
    ),
    "waiver_missing": Words(
        "{client_name} has not signed the waiver.", "Let them sign, or let them in with a reason."
    ),
    "suspended": Words("{client_name} is suspended.", "A manager can lift it."),
    # people
    "client_unknown": Words("This client does not exist."),
    "client_missing": Words("A walk-in needs a client.", "Find the client, or type a name."),
    "client_archived": Words("{client_name} is archived.", "Bring them back first."),
    "not_archived": Words("{client_name} is not archived."),
    "archive_not_allowed": Words(
        "{client_name} has bookings or passes.", "Ask for a manager's PIN."
    ),
    "terms_not_allowed": Words(
        "Only a manager changes what a client may do or owe.", "Ask for a manager's PIN."
    ),
    "name_missing": Words("A client needs a name."),
    "invalid_value": Words("One of these values does not fit its field.", "Check the fields."),
    "changed_since": Words("This was changed meanwhile, so it cannot be undone."),
    "undo_too_late": Words(
        "This was booked at {booked_at:when}; it can no longer be undone.", "Cancel it instead."
    ),
    "reason_missing": Words("This needs a reason.", "Type a reason."),
    # calendar
    "occurrence_unknown": Words("This class does not exist."),
    "series_unknown": Words("This series does not exist or has ended."),
    "service_unknown": Words("This service does not exist."),
    "resource_unknown": Words("This resource does not exist."),
    "location_unknown": Words("This location does not exist."),
    "rule_invalid": Words("This repetition cannot be read.", "Choose days again."),
    "too_many_dates": Words("These are more than {most} dates.", "Choose an earlier end."),
    "invalid_date": Words("{date} is not a date."),
    "series_conflicts": Words(
        "Some dates do not fit: {dates:dates}.", "Skip them, or choose another time."
    ),
    "instructor_busy": Words(
        "{staff_name} already leads {other_class_name} at {other_starts_at:time}.",
        "Choose another time or another instructor.",
    ),
    "instructor_buffer": Words(
        "{staff_name} has too little time between this and {other_class_name} at "
        "{other_starts_at:time}.",
        "A manager can override it with a reason.",
    ),
    "outside_opening_hours": Words(
        "{location_name} is closed at that time.", "A manager can override it with a reason."
    ),
    "override_not_allowed": Words("Only a manager overrides a conflict.", "Ask a manager."),
    "session_too_large": Words("A session has at most 4 seats, not {capacity}."),
    # set-up and rights
    "not_permitted": Words("You may not do this here.", "Ask a manager."),
    "system_only": Words("Only the server does this."),
    "role_too_high": Words("You cannot give or take this role.", "Ask the owner."),
    "last_owner": Words("This is the last owner.", "Make someone else an owner first."),
    "location_missing": Words("This role needs a location."),
    "staff_unknown": Words("This person does not work here."),
    "grant_unknown": Words("This role was ended already."),
    "organisation_exists": Words("{name} exists already."),
    "zone_unknown": Words("{zone} is not a time zone.", "Choose one from the list."),
    "setting_unknown": Words("There is no setting {key}."),
    "setting_outside": Words("{value} is not possible for {key}."),
    "setting_scope": Words("Say for which location or service this setting is."),
    "desk_exists": Words("This desk is enrolled already, as {name}."),
    "credits_missing": Words("{name} needs a number of credits."),
    "product_unknown": Words("This pass is not sold."),
    "batch_unknown": Words("There is no such import."),
    "attention_unknown": Words("This item does not exist."),
    "attention_done": Words("Somebody has dealt with this already."),
}

DONE: dict[str, Words] = {
    "booked": Words("Booked {client_name} into {class_name}, {starts_at:when}."),
    "waitlisted": Words("{client_name} waits for {class_name}, number {place}."),
    "left_waitlist": Words("{client_name} no longer waits for {class_name}."),
    "waitlist_ordered": Words("{client_name} is number {place} for {class_name}."),
    "promoted": Words("Gave a seat in {class_name}, {starts_at:when}, from the waitlist."),
    "nobody_promoted": Words("Nobody could be moved up in {class_name}."),
    "cancelled": Words("Cancelled {client_name} in {class_name}, {starts_at:when}."),
    "late_cancelled": Words("Cancelled {client_name} in {class_name} late."),
    "auto_cancelled": Words("The booking in {class_name} was cancelled by a rule."),
    "rescheduled": Words("Moved {client_name} to {class_name}, {starts_at:when}."),
    "cover_changed": Words("Changed what pays for {class_name}."),
    "checked_in": Words("{client_name} is in: {class_name}, {starts_at:time}."),
    "all_checked_in": Words("Checked in {count} to {class_name}."),
    "walked_in": Words("{client_name} walked in to {class_name}."),
    "no_show": Words("Marked {client_name} as not come to {class_name}."),
    "undone": Words("Taken back."),
    "sold": Words("Sold {pass_name} to {client_name}."),
    "credits_adjusted": Words("{pass_name} now has {credits_left:credits}."),
    "paid": Words("Took {amount:money} from {client_name}."),
    "created": Words("Added."),
    "edited": Words("Changed {client_name}."),
    "archived": Words("Archived {client_name}."),
    "unarchived": Words("Brought {client_name} back."),
    "card_bound": Words("{client_name} has a card."),
    "card_revoked": Words("The card was revoked."),
    "scheduled": Words("Put {class_name} on {starts_at:when}."),
    "moved": Words("Moved {class_name} to {starts_at:when}."),
    "class_cancelled": Words("Cancelled {class_name}, {starts_at:when}; {count} booked."),
    "capacity_changed": Words("{class_name} now has {capacity:seat}."),
    "series_created": Words("Planned the series: {made} dates."),
    "series_generated": Words("Filled the series: {made} new dates."),
    "setting_set": Words("Set {key}."),
    "grant_ended": Words("The role was ended."),
    "imported": Words("Imported {made} of {lines}."),
    "import_undone": Words("Took the import back: {removed} removed, {archived} archived."),
    "attention_done": Words("Dealt with."),
    "attention_raised": Words("Asked a person to look."),
}

FAULTS: dict[str, Words] = {
    "sqlite_too_old": Words("The database library {found} is too old.", "Update Foyer."),
    "store_key_wrong": Words(
        "The store cannot be opened with this key, or the file is no store.",
        "Choose the right file, or restore a backup.",
    ),
    "store_locked": Words("Another Foyer has this store open.", "Close the other one first."),
    "store_newer": Words("This store was written by a newer Foyer.", "Update Foyer."),
    "store_damaged": Words("The store is damaged.", "Restore a backup, or load afresh."),
    "disk_full": Words("The disk is full: nothing more can be saved.", "Free some space."),
    "server_unreachable": Words("The server cannot be reached.", "Work goes on; it is sent later."),
    "server_nonsense": Words("The server answered nonsense.", "It is tried again by itself."),
    "protocol_too_old": Words("The server needs a newer Foyer.", "Update this desk."),
    "server_failed": Words("The server has trouble of its own.", "It is tried again by itself."),
    "digest_differs": Words(
        "This desk's copy differs from the server's in {tables}.", "It is loaded afresh."
    ),
    "rows_unreadable": Words("The server sent rows of {table} that this Foyer cannot read."),
    "desk_not_known": Words(
        "The server does not know this desk any more.", "Ask the owner to enrol it again."
    ),
    "desk_exists": Words(
        "There is a desk in {folder} already.", "Open it, or take another folder."
    ),
    "desk_incomplete": Words(
        "The enrolment in {folder} was not finished.", "Remove the folder and enrol again."
    ),
    "enrolment_code_wrong": Words(
        "This code is wrong, used or older than ten minutes.", "Ask for a new code."
    ),
    "no_desk_letter_left": Words("This location has 26 desks already.", "End one of them first."),
    "keyring_missing": Words(
        "This computer has no keyring to keep the desk's keys in.",
        "Unlock it, or accept an unprotected desk with --unprotected.",
    ),
    "keys_missing": Words(
        "The keys of the desk in {folder} are gone.", "Enrol the desk again; its data comes back."
    ),
    "keys_unreadable": Words("The keys of the desk in {folder} are damaged.", "Enrol it again."),
    "organisation_exists": Words(
        "The studio {organisation} is in this database already.",
        "Take another folder, database or seed.",
    ),
    "large_is_a_file": Words("The large studio is made for SQLite only.", "Leave --database out."),
    "file_unreadable": Words("{file} cannot be read: {why}."),
    "file_too_large": Words("{file} is larger than an import can be.", "Split it."),
    "file_empty": Words("There is nothing in {file}."),
    "file_not_text": Words("{file} is no text file.", "Export it as CSV, or name its --encoding."),
    "no_name_column": Words(
        "No column of the file is known as a name or an e-mail address: {columns}.",
        "Say which is which with --map column=field.",
    ),
    "column_unknown": Words("The file has no column {column}. It has: {columns}."),
    "field_unknown": Words("There is no field {field}. There are: {fields}."),
    "mapping_unreadable": Words("{given} is not of the form column=field."),
    "server_not_started": Words("The server in {folder} does not start.", "See its log."),
    "studio_not_made": Words("The studio could not be made: {why}"),
    "organisation_not_named": Words("Say which organisation: {known}."),
    "location_not_named": Words("Say which location: {known}."),
    "command_unknown": Words("This Foyer does not know the command {name}.", "Update Foyer."),
    "command_version": Words(
        "This Foyer does not know version {version} of {name}.", "Update Foyer."
    ),
    "command_invalid": Words("The command {name} has a value that is not possible."),
    "quarantined": Words(
        "The server's program failed on {name} and has kept it aside, whole.",
        "Tell who looks after the server.",
    ),
    "sequence_gap": Words(
        "The server lacks what this desk sent before.", "Tell who looks after the server."
    ),
    "desk_forked": Words(
        "The server knows another history of this desk: it was copied or restored.",
        "Enrol this desk again.",
    ),
    "envelope_foreign": Words(
        "This desk tried to send what another desk did.", "Enrol this desk again."
    ),
    "invalid_input": Words("The server did not understand this desk.", "Update this desk."),
    "request_too_large": Words("This is more than the server takes at once."),
    "program_failed": Words("Foyer itself failed in exchanging.", "It is tried again by itself."),
}

SETTLED: dict[str, Words] = {
    "quarantined": Words(
        "Something done at {desk_name} by {staff_name} is kept aside: {because}",
        "Look at it, and do it again if it is still wanted.",
    ),
    "refused": Words(
        "Something done at {desk_name} by {staff_name} could not be kept. {because}",
        "Look at it and do it again if it is still wanted.",
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
        "Choose another instructor.",
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
    "SET-19": Words(
        "{client_name} came to {class_name}, {starts_at:when}, without a seat that held: "
        "the check-in stands. To pay: {price_due:money}.",
        "Look whether there are seats for all.",
    ),
    "SET-20": Words(
        "{client_name} was booked twice in {class_name}, {starts_at:when}: once holds, "
        "{seats:seat}."
    ),
    "SET-21": Words(
        "{client_name} has another booking at the time of {class_name}, {starts_at:when}: "
        "that one holds.",
        "Tell {client_name}: {phone}",
    ),
    "NTF-10": Words(
        "{client_name} could not be told about {class_name}, {starts_at:when}. {why}",
        "Call {client_name}: {phone}",
    ),
    "SET-26": Words(
        "{client_name} paid {amount:money} where less was due: {too_much:money} too much.",
        "Give it back, or keep it for the next visit.",
    ),
}


def refused(code: str) -> Words:
    """The words of a refusal, or of a fault in its place. KeyError for a code that has none."""
    return REFUSED.get(code) or FAULTS[code]


def fault(code: str) -> Words:
    """The words of a fault, or of a refusal that the server answered instead of rows."""
    return FAULTS.get(code) or REFUSED[code]


def done(code: str) -> Words:
    """The words of an outcome."""
    return DONE[code]


def settled(case: str, *, refused: bool = False) -> Words:
    """The words of an attention item's kind; some cases read otherwise when it was refused."""
    return (SETTLED.get(f"{case} refused") if refused else None) or SETTLED[case]
