"""Lets people in: their PIN makes their key, their password registers one; off the GUI thread.

Making a key is slow on purpose, and a password needs the network; neither may hold up the window.
"""

import contextlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import QObject, Qt, Signal

from core.domain.ids import StaffId
from core.domain.organisation import StaffMember
from core.domain.refusals import Fault
from core.queries import desks
from core.rules.people.passwords import pin_weakness
from core.wire.signing_in import ForgottenRequest, SignInRequest
from desktop.session import Approval, Session, Unapproved
from desktop.wording import fault_words

Answered = Callable[[str], None]
"""Gets "" when it went well, else the sentence that says why not."""


class Doorkeeper(QObject):
    """One try at a time; the answer comes back on the GUI thread."""

    _done = Signal(object, object, object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._pool = ThreadPoolExecutor(1, "foyer-door")
        self._done.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def has_pin(self, staff_id: str) -> bool:
        """Whether a PIN can let this person in here: their key is known and was not ended."""
        known = self._session.desk.sign_ins.known(StaffId(staff_id))
        if known is None:
            return False
        desk_id = self._session.desk.membership.identity.desk_id
        source = self._session.source
        row = desks.key_at(source, staff_id, desk_id)
        if row is not None:
            return row.id == known.key_id
        return not desks.was_ended(source, known.key_id)  # the row may not have come down yet

    def name_of(self, staff_id: str) -> str:
        """The person's name."""
        member = self._session.source.rows.get(StaffMember, staff_id)
        return member.name if member else ""

    def enter(self, staff_id: str, pin: str, answered: Answered) -> None:
        """Let a person work here by their PIN."""
        who = StaffId(staff_id)
        self._try(
            lambda: self._session.desk.sign_ins.unlock(who, pin),
            lambda key: self._session.choose_person(who, key),
            answered,
        )

    def approve(self, staff_id: str, pin: str, asked: Unapproved, answered: Answered) -> None:
        """Send a command once more with a manager's word; their key is forgotten with it."""
        who = StaffId(staff_id)

        def send(key: Ed25519PrivateKey) -> None:
            self._session.send(
                asked.command,
                asked.then,
                says=asked.says,
                quiet=asked.quiet,
                approval=Approval(who, key),
            )

        self._try(lambda: self._session.desk.sign_ins.unlock(who, pin), send, answered)

    def sign_in(self, staff_id: str, password: str, pin: str, answered: Answered) -> None:
        """Prove by the password who somebody is, let them in with a new PIN. Needs the server."""
        weakness = pin_weakness(pin)
        if weakness:
            answered(fault_words(Fault(weakness)))
            return
        who = StaffId(staff_id)

        def register() -> Ed25519PrivateKey:
            from desktop.sync.client import HttpServer

            desk = self._session.desk
            sign_in, key = desk.sign_ins.fresh(who, pin)
            membership = desk.membership
            with contextlib.closing(HttpServer(membership.server_url, membership.token)) as server:
                server.sign_in(SignInRequest(who, password, sign_in.key_id))
            desk.sign_ins.keep(who, sign_in)
            desk.worker.wake()
            return key

        self._try(register, lambda key: self._session.choose_person(who, key), answered)

    def forgotten(self, staff_id: str, answered: Answered) -> None:
        """Ask for a letter with which a person sets a new password. Needs the server."""

        def ask() -> None:
            from desktop.sync.client import HttpServer

            membership = self._session.desk.membership
            with contextlib.closing(HttpServer(membership.server_url, membership.token)) as server:
                server.ask_password(ForgottenRequest(StaffId(staff_id)))

        self._try(ask, lambda _none: None, answered)

    def close(self) -> None:
        """End after what is under way."""
        self._pool.shutdown(wait=True)

    def _try(
        self, work: Callable[[], Any], then: Callable[[Any], object], answered: Answered
    ) -> None:
        future = self._pool.submit(work)
        future.add_done_callback(lambda done: self._done.emit(done, then, answered))

    def _finish(
        self, future: Future[Any], then: Callable[[Any], object], answered: Answered
    ) -> None:
        error = future.exception()
        if isinstance(error, Fault):
            answered(fault_words(error))
        elif error is not None:
            raise error
        else:
            then(future.result())
            answered("")
