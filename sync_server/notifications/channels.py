"""Channels: how a message leaves. A folder of files is the embedded default, SMTP the real post."""

import os
import smtplib
from email.message import EmailMessage
from email.utils import formataddr
from pathlib import Path
from typing import Protocol

import msgspec

TIMEOUT_SECONDS = 10


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


class Smtp:
    """Hands letters to an SMTP server. A refusal of kind 5xx is final, all else is tried again."""

    def __init__(self, host: str, port: int, sender: str, *, timeout: float = TIMEOUT_SECONDS):
        self._host = host
        self._port = port
        self._sender = sender
        self._timeout = timeout

    def send(self, letter: Letter) -> str:
        try:
            with smtplib.SMTP(self._host, self._port, timeout=self._timeout) as server:
                server.send_message(as_email(letter, self._sender))
        except smtplib.SMTPRecipientsRefused as error:
            code, text = next(iter(error.recipients.values()))
            raise NotSentError(_words(code, text), final=code >= 500) from error
        except smtplib.SMTPResponseException as error:
            words = _words(error.smtp_code, error.smtp_error)
            raise NotSentError(words, final=error.smtp_code >= 500) from error
        except ValueError as error:
            raise NotSentError(f"not an address: {error}", final=True) from error
        except (OSError, smtplib.SMTPException) as error:
            raise NotSentError(f"{type(error).__name__}: {error}") from error
        return "accepted"


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
