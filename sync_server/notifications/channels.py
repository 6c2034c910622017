"""Channels: how a message leaves. A folder of files is the embedded default, SMTP the real post."""

import os
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formataddr
from pathlib import Path
from typing import Literal, Protocol

import msgspec

TIMEOUT_SECONDS = 10

Security = Literal["none", "starttls", "tls"]


class Letter(msgspec.Struct, frozen=True):
    """One message ready to leave. `key` stays the same over all tries, so that a receiver can tell
    a second copy."""

    key: str
    address: str
    subject: str
    text: str
    calendar: str = ""
    sender_name: str = ""


class NotSentError(Exception):
    """The channel did not take the letter. `final` means that another try is of no use."""

    def __init__(self, why: str, *, final: bool = False) -> None:
        super().__init__(why)
        self.final = final


class Channel(Protocol):
    """Sends a letter, or raises NotSentError. Gives what the log keeps of the receiver's answer."""

    def send(self, letter: Letter) -> str: ...


class MailboxFolder:
    """Writes each letter as a file named by its key: the same letter twice is one file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, letter: Letter) -> str:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            half = self._folder / f".{letter.key}.half"
            half.write_bytes(as_email(letter, "foyer@localhost").as_bytes())
            half.replace(self._folder / f"{letter.key}.eml")
        except OSError as error:
            raise NotSentError(f"{os.strerror(error.errno or 0)}: {self._folder}") from error
        return f"{letter.key}.eml"


class Account(msgspec.Struct, frozen=True):
    """How to reach an SMTP server. With `starttls` or `tls` its certificate must be valid."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    security: Security = "none"


class Smtp:
    """Hands letters to an SMTP server.

    A refusal of kind 5xx of the address or the letter is final; all else, also a wrong password,
    is trouble of ours and tried again.
    """

    def __init__(
        self,
        account: Account,
        *,
        timeout: float = TIMEOUT_SECONDS,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self._account = account
        self._timeout = timeout
        self._context = context

    def send(self, letter: Letter) -> str:
        try:
            with self._connected() as server:
                server.send_message(as_email(letter, self._account.sender))
        except smtplib.SMTPRecipientsRefused as error:
            code, text = next(iter(error.recipients.values()))
            raise NotSentError(_words(code, text), final=code >= 500) from error
        except smtplib.SMTPDataError as error:
            words = _words(error.smtp_code, error.smtp_error)
            raise NotSentError(words, final=error.smtp_code >= 500) from error
        except smtplib.SMTPResponseException as error:
            raise NotSentError(_words(error.smtp_code, error.smtp_error)) from error
        except (OSError, smtplib.SMTPException) as error:
            # before ValueError: a certificate that is not trusted is one of both
            raise NotSentError(f"{type(error).__name__}: {error}") from error
        except ValueError as error:
            raise NotSentError(f"not an address: {error}", final=True) from error
        return "accepted"

    def _connected(self) -> smtplib.SMTP:
        account, timeout = self._account, self._timeout
        if account.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                account.host, account.port, timeout=timeout, context=self._trust()
            )
        else:
            server = smtplib.SMTP(account.host, account.port, timeout=timeout)
        try:
            if account.security == "starttls":
                server.starttls(context=self._trust())
            if account.user:
                server.login(account.user, account.password)
        except BaseException:
            server.close()
            raise
        return server

    def _trust(self) -> ssl.SSLContext:
        return self._context or ssl.create_default_context()


def as_email(letter: Letter, sender: str) -> EmailMessage:
    """The letter as an e-mail whose Message-ID comes from its key."""
    email = EmailMessage()
    email["From"] = formataddr((letter.sender_name, sender))
    email["To"] = letter.address
    email["Subject"] = letter.subject
    email["Message-ID"] = f"<{letter.key}@foyer>"
    email.set_content(letter.text)
    if letter.calendar:
        email.add_attachment(
            letter.calendar.encode(), maintype="text", subtype="calendar", filename="class.ics"
        )
    return email


def _words(code: int, text: bytes | str) -> str:
    said = text.decode(errors="replace") if isinstance(text, bytes) else text
    return f"{code} {said}"
