"""What several letters say alike: the greeting, where it is, what pays, who signs."""

from msgspec import Struct

HELLO = "Hello {given_name},\n\n"
WHERE = "   {class_name}\n   {when}\n   {location_name}[, {address}]\n"
FOOT = "{studio}[, {phone}]\n"
SOON = "\nSee you soon!\n"
TO_PAY = "[There is {due} to pay at the desk.]\n"
PAYS = "[Your {pass_name} pays for it; {credits} left after this.|Your {pass_name} pays for it.]\n"
PAYS_COUNTED = "[Your {pass_name} pays for it; {credits} left after this.]\n"
FREE = "[Plans change: until {free_until} you can cancel free of charge.]\n"


class Letter(Struct, frozen=True):
    """Foyer's own words of a message: braces name what is filled in, what stands in brackets is
    left out where it has nothing to say (core/rules/telling/templates.py)."""

    subject: str
    text: str
