"""Which editor a declared field gets."""

from collections.abc import Callable
from functools import cache

from desktop.forms import line_editors as lines
from desktop.forms.declaration import Field, Kind
from desktop.forms.drawn_editor import DrawnEditor
from desktop.forms.editor import Editor
from desktop.forms.hours_editor import HoursEditor
from desktop.forms.pick_editors import (
    ChoiceEditor,
    ColourEditor,
    DateEditor,
    ManyEditor,
    SwitchEditor,
)

_MAKERS: dict[Kind, Callable[[Field], Editor]] = {
    Kind.TEXT: lambda _: lines.text_line(),
    Kind.LONG: lambda field: lines.LongEditor(field.tall or lines.LONG_TALL),
    Kind.SECRET: lambda _: lines.secret_line(),
    Kind.WORDS: lambda _: lines.words_line(),
    Kind.EMAIL: lambda _: lines.text_line(),
    Kind.WHOLE: lambda _: lines.whole_line(),
    Kind.PERCENT: lambda _: lines.share_line(),
    Kind.MINUTES: lambda _: lines.minutes_line(),
    Kind.DATE: lambda field: DateEditor("" if field.required else field.example or "none"),
    Kind.TIME: lambda field: lines.time_line(optional=not field.required),
    Kind.CLOCK: lambda _: lines.clock_line(),
    Kind.CHOICE: lambda field: ChoiceEditor(field.options),
    Kind.MANY: lambda field: ManyEditor(field.options),
    Kind.COLOUR: lambda field: ColourEditor(field.label),
    Kind.SWITCH: lambda field: SwitchEditor(field.label),
    Kind.DRAWN: lambda field: DrawnEditor(field.label),
    Kind.HOURS: lambda _: HoursEditor(),
}
EXAMPLES = {Kind.EMAIL: "anna@example.org", Kind.PHONE: "+442079460000"}


def editor_of(field: Field, currency: str, country: str = "") -> Editor:
    """A new editor; money is typed in the digits of the currency, phone numbers without a code are
    the country's (ISO 3166)."""
    if field.kind is Kind.PHONE:
        return lines.PhoneEditor(country)
    if field.kind is Kind.MONEY:
        return lines.money_line(digits_of(currency))
    return _MAKERS[field.kind](field)


@cache
def digits_of(currency: str) -> int:
    """How many digits of minor units a currency has."""
    from babel.numbers import get_currency_precision

    return int(get_currency_precision(currency))
