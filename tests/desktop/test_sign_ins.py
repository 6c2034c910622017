"""Keys of people at a desk: made of a PIN, counted on disk, worth nothing elsewhere."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain.ids import StaffId
from core.domain.refusals import Fault
from core.wire.envelope import public_half
from desktop import sign_ins
from desktop.sign_ins import MOST_FAILURES, SignIns, secret_of

ANA, RUTH = StaffId("ana"), StaffId("ruth")
PIN = "028417"


class Disk:
    """A text that outlives the program."""

    def __init__(self) -> None:
        self.text = ""
        self.writes = 0

    def read(self) -> str:
        return self.text

    def write(self, text: str) -> None:
        self.text = text
        self.writes += 1


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretching is tried elsewhere; here it only has to be the same function."""
    monkeypatch.setattr(sign_ins, "MEMORY_KIB", 64)
    monkeypatch.setattr(sign_ins, "ITERATIONS", 1)


def at(disk: Disk, secret: bytes = b"s" * 32) -> SignIns:
    return SignIns(secret, disk.read, disk.write)


def signed_in(disk: Disk) -> Ed25519PrivateKey:
    here = at(disk)
    sign_in, key = here.fresh(ANA, PIN)
    here.keep(ANA, sign_in)
    return key


def refused(here: SignIns, pin: str, who: StaffId = ANA) -> tuple[str, dict[str, object]]:
    with pytest.raises(Fault) as caught:
        here.unlock(who, pin)
    return caught.value.code, caught.value.facts


def test_the_pin_makes_the_same_key_again_after_a_restart() -> None:
    disk = Disk()
    key = signed_in(disk)
    assert public_half(at(disk).unlock(ANA, PIN)) == public_half(key)


def test_what_lies_on_disk_is_no_secret_and_no_pin() -> None:
    disk = Disk()
    key = signed_in(disk)
    assert PIN not in disk.text
    assert key.private_bytes_raw().hex() not in disk.text
    assert public_half(key) in disk.text


def test_the_file_alone_is_worth_nothing_without_the_keyring_of_its_desk() -> None:
    disk = Disk()
    signed_in(disk)
    assert refused(at(disk, b"t" * 32), PIN)[0] == "pin_wrong"


def test_the_same_pin_of_another_person_or_of_another_sign_in_is_another_key() -> None:
    here = at(Disk())
    keys = {here.fresh(who, PIN)[0].key_id for who in (ANA, RUTH, ANA)}
    assert len(keys) == 3


def test_ten_wrong_pins_in_a_row_need_the_password_also_after_a_restart() -> None:
    disk = Disk()
    signed_in(disk)
    for left in range(MOST_FAILURES - 1, 0, -1):
        assert refused(at(disk), "111111") == ("pin_wrong", {"left": left})
    assert refused(at(disk), "111111")[0] == "pin_blocked"
    assert refused(at(disk), PIN)[0] == "pin_blocked", "the right one comes too late"
    signed_in(disk)
    at(disk).unlock(ANA, PIN)


def test_the_right_pin_wipes_the_count() -> None:
    disk = Disk()
    signed_in(disk)
    for _ in range(3):
        refused(at(disk), "111111")
    at(disk).unlock(ANA, PIN)
    assert refused(at(disk), "111111") == ("pin_wrong", {"left": 9})


def test_a_try_counts_before_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pulling the plug while the key is made does not give the try back."""
    disk = Disk()
    signed_in(disk)
    here = at(disk)

    def plug(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(here, "_made", plug)
    with pytest.raises(KeyboardInterrupt):
        here.unlock(ANA, "111111")
    assert refused(at(disk), "111111") == ("pin_wrong", {"left": 8})


def test_who_never_signed_in_here_needs_the_password() -> None:
    assert refused(at(Disk()), PIN, RUTH)[0] == "password_needed"


def test_the_secret_follows_from_the_desks_key_and_is_not_it() -> None:
    one = Ed25519PrivateKey.from_private_bytes(b"a" * 32)
    two = Ed25519PrivateKey.from_private_bytes(b"b" * 32)
    assert secret_of(one) == secret_of(one) != secret_of(two)
    assert secret_of(one) != one.private_bytes_raw()
