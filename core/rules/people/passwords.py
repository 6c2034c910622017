"""Which secrets people may choose: passwords of staff, PINs at a desk."""

from itertools import pairwise

from core.domain.folding import fold

SHORTEST = 10
LONGEST = 200
PIN_DIGITS = 6

_COMMON = frozenset(
    [
        "password",
        "passwort",
        "passwordpassword",
        "password12",
        "password123",
        "password1234",
        "passw0rd123",
        "1234567890",
        "12345678910",
        "0123456789",
        "0987654321",
        "1111111111",
        "1234512345",
        "0000000000",
        "qwertyuiop",
        "qwertyuiop123",
        "qwertzuiop",
        "qwerty12345",
        "qwerty123456",
        "1q2w3e4r5t",
        "1qaz2wsx3edc",
        "asdfghjkl1",
        "asdfghjklö",
        "zxcvbnm123",
        "iloveyou123",
        "iloveyou12",
        "letmein123",
        "letmein1234",
        "welcome123",
        "welcome1234",
        "willkommen",
        "willkommen1",
        "administrator",
        "changeme123",
        "changeme12",
        "adminadmin",
        "admin12345",
        "admin123456",
        "football123",
        "baseball123",
        "princess123",
        "sunshine123",
        "monkey12345",
        "dragon12345",
        "superman123",
        "trustno1trustno1",
        "abcdefghij",
        "abcd123456",
        "abc1234567",
        "a123456789",
        "q123456789",
        "1a2b3c4d5e",
        "yogastudio",
        "yogastudio1",
        "pilatesstudio",
        "yoga123456",
        "namaste123",
        "namastenamaste",
        "receptionist",
        "frontdesk1",
        "frontdesk123",
        "foyerfoyer",
    ]
)


def password_weakness(password: str, *about: str) -> str:
    """Why a password cannot be taken: `password_short`, `password_long`, `password_common`, or "".

    `about` are texts that anybody would try first: the person's name, their address, the studio.
    """
    if len(password) < SHORTEST:
        return "password_short"
    if len(password) > LONGEST:
        return "password_long"
    plain = fold(password).replace(" ", "")
    known = {fold(text).replace(" ", "") for text in about if text}
    if plain in _COMMON or plain in known or len(set(plain)) < 4:
        return "password_common"
    return ""


def pin_weakness(pin: str) -> str:
    """Why a PIN cannot be taken: `pin_digits` (it has six of them), `pin_simple`, or ""."""
    if len(pin) != PIN_DIGITS or not (pin.isascii() and pin.isdigit()):
        return "pin_digits"
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    simple = len(steps) == 1 or len(set(pin)) < 3 or pin[:3] == pin[3:] or pin[:2] * 3 == pin
    return "pin_simple" if simple else ""
