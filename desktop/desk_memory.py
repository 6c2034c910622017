"""Who stood at this desk last and which location was shown, kept beside the window's place."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings

from core.domain.organisation import OWNER, Grant, StaffMember
from core.queries import place
from desktop.session import Session

PREFERRED = ("receptionist", "location_manager", OWNER)


class DeskMemory:
    """Both come back at the next start, if they are still there."""

    def __init__(self, file: Path, session: Session) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)
        self._session = session
        session.person_changed.connect(self._keep_person)
        session.place_changed.connect(self._keep_place)

    def bring_back(self) -> str:
        """Choose place and person as they were; the first start prefers who works at desks.

        The id of who has to prove it first, "" where nobody has to.
        """
        session = self._session
        kept_place = str(self._settings.value("desk/place", ""))
        known = [one.id for one in place.locations(session.source)]
        if kept_place in known and kept_place != session.location_id:
            session.choose_place(next(one for one in known if one == kept_place))
        people = place.people(session.source, session.location_id)
        kept = str(self._settings.value("desk/person", ""))
        found = next((member for member, _ in people if member.id == kept), None)
        found = found or first_at_desk(people, session)
        if found is not None and not session.choose_person(found.id):
            return found.id
        return ""

    def sound_on(self) -> bool:
        """Whether sounds are on; they are until somebody switches them off."""
        return str(self._settings.value("desk/sound", "on")) == "on"

    def keep_sound(self, on: bool) -> None:
        """Remember the switch."""
        self._settings.setValue("desk/sound", "on" if on else "off")

    def _keep_person(self) -> None:
        if self._session.actor:
            self._settings.setValue("desk/person", self._session.actor)

    def _keep_place(self) -> None:
        self._settings.setValue("desk/place", self._session.location_id)


def first_at_desk(
    people: Sequence[tuple[StaffMember, Grant]], session: Session
) -> StaffMember | None:
    """A receptionist, else a manager, else an owner, else the first by name."""
    for role in PREFERRED:
        for member, _ in people:
            held = place.grants(session.source, member.id)
            if any(g.role == role and g.location_id in ("", session.location_id) for g in held):
                return member
    return people[0][0] if people else None
