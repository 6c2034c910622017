"""A real SMTP server in a thread: it takes letters, refuses, breaks off or does not answer."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from sync_server.notifications.channels import Account, Smtp
from tests.support.servers import free_port

USER, PASSWORD = "foyer", "correct horse"


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
    """Opens the office; with a context it asks for STARTTLS and a login."""

    tls: ssl.SSLContext | None = None

    def factory(self) -> SMTP:
        if self.tls is None:
            return _Breaking(self.handler)
        return _Breaking(
            self.handler,
            tls_context=self.tls,
            require_starttls=True,
            auth_required=True,
            authenticator=_login,
        )


def _login(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
) -> AuthResult:
    known = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)


@contextmanager
def open_post_office(tls: ssl.SSLContext | None = None) -> Iterator[tuple[PostOffice, int]]:
    """The server, and the port on which it listens."""
    office, port = PostOffice(), free_port()
    building = _Building(office, hostname="127.0.0.1", port=port)
    building.tls = tls
    building.start()
    try:
        yield office, port
    finally:
        building.stop()


def channel_to(port: int) -> Smtp:
    """A channel to it that waits half a second at most."""
    return Smtp(Account("127.0.0.1", port, "desk@northgate.example"), timeout=0.5)


def contexts(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What the server shows, a certificate made just now, and a client that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public = folder / "certificate.pem"
    private = folder / "key.pem"
    public.write_bytes(certificate.public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(public, private)
    return shown, ssl.create_default_context(cafile=str(public))
