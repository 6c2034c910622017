"""Asks the server for a code that makes another computer a desk; off the GUI thread."""

import contextlib
from collections.abc import Callable
from urllib.parse import urlsplit

from msgspec.structs import replace
from PySide6.QtCore import QObject

from core.domain.refusals import Fault
from core.wire.enrol_codes import EnrolCodeReply, EnrolCodeRequest, statement
from desktop.background import Background
from desktop.session import Session

ONLY_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names by which a server is reached from its own computer alone."""


class EnrolCodes(QObject):
    """One question at a time; the answer comes back on the GUI thread."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._aside = Background(self)

    @property
    def address(self) -> str:
        """Where the other computer finds the server."""
        return self._session.desk.membership.server_url

    def only_here(self) -> bool:
        """Whether that address leads nowhere from another computer."""
        return (urlsplit(self.address).hostname or "") in ONLY_HERE

    def ask(
        self, then: Callable[[EnrolCodeReply], object], failed: Callable[[Fault], object]
    ) -> None:
        """A code for the location in view, for who works here. Needs the server."""
        session = self._session
        membership = session.desk.membership
        identity = membership.identity
        asked = EnrolCodeRequest(session.location_id, session.actor, session.now())
        key, signature = session.vouch(statement(identity.organisation_id, identity.desk_id, asked))
        signed = replace(asked, key=key, signature=signature)

        def work(_progress: object) -> EnrolCodeReply:
            from desktop.sync.client import HttpServer

            with contextlib.closing(HttpServer(membership.server_url, membership.token)) as server:
                return server.enrol_code(signed)

        self._aside.run(work, then, failed)
