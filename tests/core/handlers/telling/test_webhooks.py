"""Addresses that are sent events, and which events they are sent (NTF-5)."""

import msgspec
import pytest

from core.changes import Event
from core.commands.webhooks import AddWebhook, EndWebhook
from core.domain.ids import WebhookId
from core.domain.webhooks import ACTIVE, WEBHOOKS_BY_STATE, Webhook
from core.rules.telling.webhooks import TAKEN_BACK, told_of, with_undone
from tests.support.rules import rule
from tests.support.studio import Studio

URL = "https://example.org/foyer"


@rule("NTF-5")
def test_an_address_is_told_until_it_is_ended_and_never_twice() -> None:
    s = Studio.open()
    key = s.do(AddWebhook(URL), by=s.owner).facts["webhook_id"]
    assert s.refuse(AddWebhook(URL, ("booked",)), by=s.owner).code == "webhook_exists"
    s.do(EndWebhook(key), by=s.owner)
    assert s.refuse(EndWebhook(key), by=s.owner).code == "webhook_unknown"
    assert s.reader.find(WEBHOOKS_BY_STATE, ACTIVE) == []
    s.do(AddWebhook(URL), by=s.owner)


@rule("NTF-5")
def test_it_gets_the_events_that_it_wants_or_all() -> None:
    booked, moved = Event("booked"), Event("class_moved")
    every = Webhook(WebhookId("a"), URL)
    some = Webhook(WebhookId("b"), URL, '["booked"]')
    assert [hook.id for hook in told_of(booked, (every, some))] == ["a", "b"]
    assert [hook.id for hook in told_of(moved, (every, some))] == ["a"]
    assert list(with_undone((moved,), "c")) == [Event(TAKEN_BACK, {"of": "c"}), moved]
    assert list(with_undone((moved,), "")) == [moved]


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "https://user:secret@example.org/",
        "ftp://example.org",
        "https://",
        "https://example.org/a b",
        f"https://example.org/{'x' * 500}",
    ],
)
def test_only_addresses_that_are_encrypted_and_hide_nothing(url: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"url": url}, AddWebhook)
