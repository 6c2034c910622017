"""Languages by the names that those who speak them use."""

from collections.abc import Iterable

from core.rules.telling.letters import tags

NAMES = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "it": "Italiano",
    "nl": "Nederlands",
    "pt": "Português",
    "pl": "Polski",
    "cs": "Čeština",
    "da": "Dansk",
    "sv": "Svenska",
    "nb": "Norsk bokmål",
    "fi": "Suomi",
    "hu": "Magyar",
    "el": "Ελληνικά",
    "tr": "Türkçe",
    "uk": "Українська",
    "ru": "Русский",
    "he": "עברית",
    "ar": "العربية",
    "ja": "日本語",
    "ko": "한국어",
    "zh": "中文",
}


def name_of(tag: str) -> str:
    """A language by its tag; what has no name here is said by the tag."""
    known = next((NAMES[one] for one in tags(tag) if one in NAMES), "")
    return known if known and tag.lower() in NAMES else f"{known} ({tag})" if known else tag


def offered(first: Iterable[str]) -> list[str]:
    """The languages to choose from: these first, then all that have a name here."""
    return list(dict.fromkeys([*(one.lower() for one in first if one), *NAMES]))
