"""Channels against the real thing: a mailbox folder, and an SMTP server with bad days."""

import logging
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync_server.notifications.channels import Account, Letter, MailboxFolder, NotSentError, Smtp
from tests.support.rules import rule
from tests.sync_server.notifications.post_office import (
    PASSWORD,
    USER,
    PostOffice,
    channel_to,
    contexts,
    open_post_office,
)

LETTER = Letter("key-1", "zoe@example.org", "Döner & Yoga", "Hello Zoë,\n", "", "Northgate Studio")


@pytest.fixture
def post() -> Iterator[tuple[PostOffice, Smtp]]:
    with open_post_office() as (office, port):
        yield office, channel_to(port)


@rule("NTF-2")
def test_a_letter_arrives_whole_with_its_key(post: tuple[PostOffice, Smtp]) -> None:
    office, channel = post
    channel.send(Letter("key-2", "a@example.org", "Šubject", "Grüße, Łukasz\n", "BEGIN:VCALENDAR"))
    (letter,) = office.letters
    body = letter.get_body(("plain",))
    assert letter["Message-ID"] == "<key-2@foyer>"
    assert letter["Subject"] == "Šubject"
    assert body is not None
    assert body.get_content().strip() == "Grüße, Łukasz"
    (calendar,) = letter.iter_attachments()
    assert calendar.get_content_type() == "text/calendar"


@rule("NTF-3")
@pytest.mark.parametrize("where", ["at_recipient", "at_data"])
def test_a_refusal_for_now_is_tried_again_and_one_for_good_is_not(
    post: tuple[PostOffice, Smtp], where: str
) -> None:
    office, channel = post
    getattr(office, where).append("451 greylisted, come back later")
    with pytest.raises(NotSentError, match="451 greylisted") as later:
        channel.send(LETTER)
    assert not later.value.final
    getattr(office, where).append("550 no such person")
    with pytest.raises(NotSentError, match="550 no such person") as never:
        channel.send(LETTER)
    assert never.value.final
    channel.send(LETTER)
    assert office.keys == ["<key-1@foyer>"]


@rule("NTF-3")
def test_a_connection_that_breaks_in_mid_letter_is_tried_again(
    post: tuple[PostOffice, Smtp],
) -> None:
    office, channel = post
    office.cuts = 1
    with pytest.raises(NotSentError) as broken:
        channel.send(LETTER)
    assert not broken.value.final
    channel.send(LETTER)
    assert office.keys == ["<key-1@foyer>"]


@rule("NTF-3")
def test_a_server_that_does_not_answer_in_time_is_tried_again(
    post: tuple[PostOffice, Smtp],
) -> None:
    office, channel = post
    office.deaf = True
    with pytest.raises(NotSentError, match=r"[Tt]ime") as late:
        channel.send(LETTER)
    assert not late.value.final


def test_nobody_listening_is_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NotSentError, match="Refused") as nobody:
        channel_to(port).send(LETTER)
    assert not nobody.value.final


def test_an_address_that_would_smuggle_a_header_in_is_refused_for_good(
    post: tuple[PostOffice, Smtp],
) -> None:
    office, channel = post
    with pytest.raises(NotSentError) as smuggled:
        channel.send(Letter("k", "a@example.org\nBcc: all@example.org", "S", "T"))
    assert smuggled.value.final
    assert office.letters == []


@rule("NTF-2")
def test_the_same_letter_twice_is_one_file_in_the_mailbox(tmp_path: Path) -> None:
    mailbox = MailboxFolder(tmp_path / "mailbox")
    mailbox.send(LETTER)
    mailbox.send(LETTER)
    (file,) = (tmp_path / "mailbox").iterdir()
    assert file.name == "key-1.eml"
    assert b"Northgate Studio" in file.read_bytes()


def test_a_mailbox_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "mailbox").write_text("a file, not a folder")
    with pytest.raises(NotSentError) as full:
        MailboxFolder(tmp_path / "mailbox").send(LETTER)
    assert not full.value.final


@rule("NTF-2")
@pytest.mark.expects_log("login_data is deprecated")  # the library, of itself
def test_a_letter_leaves_encrypted_after_a_login(tmp_path: Path) -> None:
    shown, trusted = contexts(tmp_path)
    with open_post_office(shown) as (office, port):
        account = Account("127.0.0.1", port, "desk@northgate.example", USER, PASSWORD, "starttls")
        Smtp(account, timeout=2, context=trusted).send(LETTER)
        assert office.keys == ["<key-1@foyer>"]


@rule("NTF-3")
def test_a_wrong_password_is_trouble_of_ours_and_tried_again(tmp_path: Path) -> None:
    shown, trusted = contexts(tmp_path)
    with open_post_office(shown) as (office, port):
        account = Account("127.0.0.1", port, "desk@northgate.example", USER, "guess", "starttls")
        with pytest.raises(NotSentError, match="535") as refused:
            Smtp(account, timeout=2, context=trusted).send(LETTER)
        assert not refused.value.final
        assert office.letters == []


def test_no_password_goes_to_a_server_with_a_strange_certificate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # whether the server still gets to log that it was left depends on who is faster
    monkeypatch.setattr(logging.getLogger("mail.log"), "disabled", True)
    shown, _ = contexts(tmp_path)
    with open_post_office(shown) as (office, port):
        account = Account("127.0.0.1", port, "desk@northgate.example", USER, PASSWORD, "starttls")
        with pytest.raises(NotSentError, match="certificate") as strange:
            Smtp(account, timeout=2).send(LETTER)
        assert not strange.value.final
        assert office.letters == []
