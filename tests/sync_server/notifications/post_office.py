"""A real SMTP server in a thread: it takes letters, refuses, breaks off or does not answer."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from sync_server.notifications.channels import Smtp
from tests.support.servers import free_port


class PostOffice:
    """What arrived, and what is said to the next ones. `answers` are used up one by one."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.at_recipient: list[str] = []
        self.at_data: list[str] = []
        self.cuts = 0
        self.deaf = False

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.at_recipient:
            return self.at_recipient.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.deaf:
            await asyncio.Event().wait()
        if self.at_data:
            return self.at_data.pop(0)
        assert isinstance(envelope.content, bytes)
        self.letters.append(message_from_bytes(envelope.content, policy=default))
        return "250 taken"

    @property
    def keys(self) -> list[str]:
        """The Message-IDs that arrived, in order."""
        return [letter["Message-ID"] for letter in self.letters]


class _Breaking(SMTP):
    """Breaks the connection off while a letter is on its way."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - the library's name
        office: Any = self.event_handler
        if not office.cuts:
            await super().smtp_DATA(arg)
            return
        office.cuts -= 1
        await self.push("354 go on")
        await self._reader.readline()
        self.transport.abort()  # type: ignore[union-attr]
        raise ConnectionResetError("broken off")


class _Building(Controller):
    def factory(self) -> SMTP:
        return _Breaking(self.handler)


@contextmanager
def open_post_office() -> Iterator[tuple[PostOffice, Smtp]]:
    """The server and a channel to it that waits half a second at most."""
    office, port = PostOffice(), free_port()
    building = _Building(office, hostname="127.0.0.1", port=port)
    building.start()
    try:
        yield office, Smtp("127.0.0.1", port, "desk@northgate.example", timeout=0.5)
    finally:
        building.stop()
