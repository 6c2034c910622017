"""A network of its own: each computer in a network namespace, a router between them that loses.

Every namespace has one interface (TUN), whose packets this process carries to the others, or not.
The kernel's queueing disciplines are not needed, which are missing on many machines.
"""

import ctypes
import fcntl
import os
import select
import shutil
import struct
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random

TUNSETIFF = 0x400454CA
IFF_TUN, IFF_NO_PI = 0x0001, 0x1000
CLONE_NEWNET = 0x40000000
NAMESPACES = Path("/run/netns")
LARGEST_PACKET = 65536
SOURCE, DESTINATION = slice(12, 16), slice(16, 20)
"""Where an IPv4 packet says from whom it comes and to whom it goes."""


def missing() -> str:
    """Why there can be no such network here, "" where there can."""
    if os.geteuid() != 0:
        return "only root makes network namespaces"
    if shutil.which("ip") is None:
        return "the program ip is not installed"
    if not Path("/dev/net/tun").exists():
        return "this machine has no /dev/net/tun"
    tried = subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False)  # noqa: S607
    return "" if tried.returncode == 0 else "network namespaces are not allowed here"


class Network:
    """Computers by number, 0 is the server. `lose` and `drop` spoil the ways between them."""

    def __init__(self, computers: int, seed: int) -> None:
        self._random = Random(seed)
        self._lock = threading.Condition()
        self._rates: dict[tuple[int, int], float] = {}
        self.dropped: Counter[tuple[int, int]] = Counter()
        self._names = [f"foyer-{os.getpid()}-{number}" for number in range(computers)]
        self._ends: list[int] = []
        self._by_address: dict[bytes, int] = {}
        self._stopped = False

    @staticmethod
    def address(number: int) -> str:
        """The address of a computer."""
        return f"10.77.0.{number + 1}"

    def inside(self, number: int, command: Sequence[str]) -> list[str]:
        """The command as it runs on a computer."""
        return ["ip", "netns", "exec", self._names[number], *command]

    def lose(self, rate: float) -> None:
        """Lose so many of all packets; 0 heals everything."""
        with self._lock:
            self._rates = {}
            for one in range(len(self._names)):
                for other in range(len(self._names)):
                    self._rates[one, other] = rate

    def drop(self, source: int, destination: int, rate: float = 1.0) -> None:
        """Lose packets in one direction."""
        with self._lock:
            self._rates[source, destination] = rate

    def wait_for_drops(self, source: int, destination: int, count: int, timeout_s: float) -> bool:
        """Wait until so many packets were lost on a way; whether it came so."""
        with self._lock:
            return self._lock.wait_for(
                lambda: self.dropped[source, destination] >= count, timeout_s
            )

    def begin(self) -> None:
        for number, name in enumerate(self._names):
            _run("ip", "netns", "add", name)
            self._ends.append(_interface(name))
            address = self.address(number)
            self._by_address[bytes(map(int, address.split(".")))] = number
            _run("ip", "-n", name, "link", "set", "lo", "up")
            _run("ip", "-n", name, "address", "add", f"{address}/24", "dev", "way")
            _run("ip", "-n", name, "link", "set", "way", "up")
        threading.Thread(target=self._route, name="router", daemon=True).start()

    def end(self) -> None:
        self._stopped = True
        for name in self._names:
            subprocess.run(["ip", "netns", "delete", name], capture_output=True, check=False)  # noqa: S607
        for end in self._ends:
            os.close(end)

    def _route(self) -> None:
        while not self._stopped:
            ready, _, _ = select.select(self._ends, [], [], 0.2)
            for end in ready:
                try:
                    self._carry(os.read(end, LARGEST_PACKET))
                except OSError:
                    return

    def _carry(self, packet: bytes) -> None:
        source = self._by_address.get(packet[SOURCE])
        destination = self._by_address.get(packet[DESTINATION])
        if source is None or destination is None:
            return
        with self._lock:
            if self._random.random() < self._rates.get((source, destination), 0.0):
                self.dropped[source, destination] += 1
                self._lock.notify_all()
                return
        os.write(self._ends[destination], packet)


def _interface(namespace: str) -> int:
    """Make the interface `way` in a namespace; its end in this process."""
    made: list[int] = []

    def inside() -> None:
        with (NAMESPACES / namespace).open() as handle:
            if ctypes.CDLL(None, use_errno=True).setns(handle.fileno(), CLONE_NEWNET):
                return
        end = os.open("/dev/net/tun", os.O_RDWR)
        fcntl.ioctl(end, TUNSETIFF, struct.pack("16sH22x", b"way", IFF_TUN | IFF_NO_PI))
        made.append(end)

    # a thread of its own, for it stays in the namespace until it ends
    thread = threading.Thread(target=inside)
    thread.start()
    thread.join()
    if not made:
        raise OSError(f"no interface in {namespace}")
    return made[0]


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


@contextmanager
def network(computers: int, seed: int) -> Iterator[Network]:
    """A network that is gone at the end."""
    made = Network(computers, seed)
    try:
        made.begin()
        yield made
    finally:
        made.end()
