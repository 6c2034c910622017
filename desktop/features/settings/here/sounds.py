"""The sounds beside the colours of a result: on or off, how loud, and what each is like (U-24)."""

from functools import partial

from desktop.features.settings.here.narrow_page import NarrowPage
from desktop.forms.declaration import Field, Kind, Option, Section
from desktop.forms.form import Form
from desktop.here import Sound, keep_sound, sound_of
from desktop.session import Session
from desktop.theme.fonts import Size
from desktop.theme.marks import Tone
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.button import Button
from desktop.widgets.label import Ink, Label
from desktop.widgets.sound import Cue, SoundPlayer
from desktop.widgets.wrapping_row import WrappingRow

VOLUMES = (20, 40, 60, 80, 100)


class SoundsPage(NarrowPage):
    """What is chosen acts at once, and is kept."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            self.tr("Sound"),
            self.tr("Every result is also told by colour, icon and words."),
        )
        self.form = Form((Section("", self._fields()),))
        self.player = SoundPlayer(on=True)
        self.answer = AnswerLine()
        self.column.addWidget(self.form)
        self.column.addWidget(Label(self.tr("Try it"), Size.SECTION, bold=True, ink=Ink.STRONG))
        row = WrappingRow()
        words = {
            Cue.ACCEPTED: self.tr("Accepted"),
            Cue.ATTENTION: self.tr("Attention"),
            Cue.REFUSED: self.tr("Refused"),
            Cue.WORKING: self.tr("Working"),
        }
        self.buttons: dict[Cue, Button] = {}
        for cue, text in words.items():
            button = Button(text, icon="volume-2")
            button.clicked.connect(partial(self.play, cue))
            row.addWidget(button)
            self.buttons[cue] = button
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self.answer)
        self.column.addStretch(1)
        self.set_first(self.form)
        self.form.changed.connect(self._keep)

    def refresh(self) -> None:
        """Show what is kept."""
        sound = sound_of(self.session)
        self.form.show_values({"on": sound.on, "volume": sound.volume})

    def play(self, cue: Cue, _on: bool = False) -> None:
        """Let a sound be heard, also where sounds are off."""
        self.player.set_volume(self.form.value("volume") / 100)
        heard = self.player.play(cue)
        told = self.tr("This computer has no loudspeaker that can be used.")
        self.answer.say("" if heard else told, Tone.ATTENTION)

    def _keep(self) -> None:
        values = self.form.values()
        keep_sound(self.session, Sound(values["on"], values["volume"]))

    def _fields(self) -> tuple[Field, ...]:
        played = (Option(True, self.tr("are played")), Option(False, self.tr("are off")))
        loud = tuple(Option(one, f"{one} %") for one in VOLUMES)
        return (
            Field(name="on", label=self.tr("Sounds"), kind=Kind.CHOICE, options=played, wide=3),
            Field(name="volume", label=self.tr("How loud"), kind=Kind.CHOICE, options=loud, wide=3),
        )
