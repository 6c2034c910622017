"""What can be filled into a message, each name with what it stands for."""

GAPS: dict[str, str] = {
    "given_name": "first name of who reads it",
    "client_name": "whole name of the client",
    "studio": "name of the studio",
    "phone": "phone of the location",
    "class_name": "name of the class",
    "when": "day and time of the class",
    "location_name": "name of the location",
    "address": "address of the location",
    "seats": "how many places",
    "party": "there are several places",
    "free_until": "until when cancelling is free",
    "pass_name": "name of the pass",
    "credits": "credits that are left",
    "credit": "a credit is concerned",
    "credit_used": "the credit is used",
    "credit_back": "the credit is given back",
    "due": "what is to be paid",
    "refund": "what is paid back",
    "amount": "what was paid",
    "receipt": "number of the receipt",
    "from_class_name": "class of before",
    "was": "day and time of before",
    "staff_name": "who leads the class",
    "from_staff_name": "who led it before",
    "until": "until when it holds",
    "place": "place in the line",
    "count": "how many bookings",
    "times": "times that were proposed",
    "note": "what was written",
    "reason": "the reason that was given",
    "ends_on": "last day of the pass",
    "link": "link to choose a password",
}

EVERYWHERE = ("given_name", "client_name", "studio")
OF_CLASSES = ("class_name", "when", "location_name", "address", "phone")
OF_BOOKINGS = ("seats", "party", "free_until", "pass_name", "credits", "due")
"""What is known wherever one of them is: of a class its place, of a booking what pays for it."""
