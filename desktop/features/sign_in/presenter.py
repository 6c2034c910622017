"""Who works here, alive: people by name or by PIN, a first sign-in, a manager's approval."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from core.domain.ids import StaffId
from core.domain.refusals import Fault, Refusal
from core.queries import place
from desktop.features.sign_in.panel import SignInPanel
from desktop.session import Session, Unapproved
from desktop.theme.marks import Tone
from desktop.wording import fault_words


class Door(Protocol):
    """What lets people in; an answer is "" or the sentence that says why not."""

    def has_pin(self, staff_id: str) -> bool: ...

    def name_of(self, staff_id: str) -> str: ...

    def enter(self, staff_id: str, pin: str, answered: "Answered") -> None: ...

    def approve(self, staff_id: str, pin: str, asked: Unapproved, answered: "Answered") -> None: ...

    def sign_in(self, staff_id: str, password: str, pin: str, answered: "Answered") -> None: ...

    def forgotten(self, staff_id: str, answered: "Answered") -> None: ...


class Answered(Protocol):
    """How a door answers."""

    def __call__(self, said: str, /) -> None: ...


class SignInPresenter(QObject):
    """`wanted` when the panel is to be shown, `left` when it is done with or given up."""

    wanted = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self, panel: SignInPanel, session: Session, door: Door) -> None:
        super().__init__(panel)
        self.panel = panel
        self._session = session
        self._door = door
        self._asked: Unapproved | None = None
        self._refusal: Refusal | None = None
        panel.pin_given.connect(self._pin)
        panel.password_given.connect(self._password)
        panel.forgotten.connect(self._forgotten)
        panel.password_asked.connect(self.first_time)
        panel.person_picked.connect(self._picked)
        panel.close_asked.connect(self.give_up)

    def person(self, staff_id: str) -> None:
        """Let somebody work here: by name where that is enough, else by what proves it."""
        if self._session.choose_person(StaffId(staff_id)):
            self.entered.emit()
            return
        self._asked = None
        if self._door.has_pin(staff_id):
            title = self.tr("Work here")
            self.panel.ask_pin(title, "", self._people(staff_id), staff_id)
            self.wanted.emit()
        else:
            self.first_time(staff_id)

    def first_time(self, staff_id: str) -> None:
        """Sign in with the password, and choose a PIN for this desk."""
        self._asked = None
        why = self.tr("Your password proves who you are; from then on your PIN does at this desk.")
        self.panel.ask_password(self.tr("Sign in"), why, self._people(staff_id), staff_id)
        self.wanted.emit()

    def approve(self, asked: Unapproved) -> None:
        """A command needs a manager: ask one of those who can let it pass."""
        approvers = self._session.approvers(asked.command)
        refusal = self._session.preview(asked.command)
        if not approvers or not isinstance(refusal, Refusal):
            self._session.send(asked.command, asked.then, says=asked.says, quiet=asked.quiet)
            return
        self._asked, self._refusal = asked, refusal
        people = [(member.id, member.name) for member in approvers]
        why = self.tr("This needs a manager.")
        if refusal.code != "not_permitted":
            why = f"{why} {self._session.sentence(refusal)}"
        self.panel.ask_pin(self.tr("A manager's PIN"), why, people)
        self.panel.use_password.hide()
        self.wanted.emit()

    def give_up(self) -> None:
        """Nobody proved anything."""
        asked, refusal = self._asked, self._refusal
        self._done()
        if asked is not None and refusal is not None:
            self._session.refuse(asked, refusal)
        self.left.emit()

    def _done(self) -> None:
        self._asked = self._refusal = None
        self.panel.clear()

    def _people(self, staff_id: str) -> Sequence[tuple[str, str]]:
        """Who works at the place in view, and who is asked, wherever they work."""
        session = self._session
        found = place.people(session.source, session.location_id)
        people: list[tuple[str, str]] = [(member.id, member.name) for member, _ in found]
        if staff_id and staff_id not in (ident for ident, _ in people):
            people.append((staff_id, self._door.name_of(staff_id)))
        return people

    def _picked(self, staff_id: str) -> None:
        if self._asked is None and staff_id:
            self.person(staff_id)
            self.panel.setFocus()

    def _pin(self, staff_id: str, pin: str) -> None:
        self.panel.wait(self.tr("One moment"))
        if self._asked is not None:
            self._door.approve(staff_id, pin, self._asked, self._answered)
        else:
            self._door.enter(staff_id, pin, self._answered)

    def _password(self, staff_id: str, password: str, pin: str) -> None:
        self.panel.wait(self.tr("Asking the server"))
        self._door.sign_in(staff_id, password, pin, self._answered)

    def _forgotten(self, staff_id: str) -> None:
        self.panel.wait(self.tr("Asking the server"))
        name = self._door.name_of(staff_id)
        sent = self.tr("If {0} has an e-mail address here, a link is on its way.").format(name)
        self._door.forgotten(
            staff_id,
            lambda why: self.panel.say(why or sent, Tone.REFUSED if why else Tone.OK),
        )

    def _answered(self, why: str) -> None:
        if not why:
            self._done()
            self.entered.emit()
            return
        blocked = why == fault_words(Fault("pin_blocked"))
        if blocked and self._asked is None:
            self.first_time(self.panel.who())
        self.panel.say(why, Tone.REFUSED)
