"""How the desk looks on this computer: colours at once, the size of texts at the next start."""

from desktop.features.settings.here.narrow_page import NarrowPage
from desktop.forms.declaration import Field, Kind, Option, Section
from desktop.forms.form import Form
from desktop.here import Look, keep_look, look_of
from desktop.session import Session
from desktop.text_size import TEXT_SIZES
from desktop.theme.marks import Tone
from desktop.theme.switch import Appearance
from desktop.widgets.answer_line import AnswerLine


class AppearancePage(NarrowPage):
    """What is chosen acts at once, and is kept."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session, self.tr("Appearance"), self.tr("For this computer, whoever works at it.")
        )
        self.form = Form((Section("", self._fields()),))
        self.answer = AnswerLine()
        self._started_with = look_of(session).text_size
        self.column.addWidget(self.form)
        self.column.addWidget(self.answer)
        self.column.addStretch(1)
        self.set_first(self.form)
        self.form.changed.connect(self._keep)

    def refresh(self) -> None:
        """Show what is kept."""
        look = look_of(self.session)
        self.form.show_values({"appearance": look.appearance.value, "text_size": look.text_size})
        self._say(look.text_size)

    def _keep(self) -> None:
        values = self.form.values()
        keep_look(self.session, Look(Appearance(values["appearance"]), values["text_size"]))
        self._say(values["text_size"])

    def _say(self, size: int) -> None:
        other = size != self._started_with
        told = self.tr("Texts have this size when the program is started again.")
        self.answer.say(told if other else "", Tone.INFO)

    def _fields(self) -> tuple[Field, ...]:
        words = {
            Appearance.SYSTEM: self.tr("as the system"),
            Appearance.LIGHT: self.tr("light"),
            Appearance.DARK: self.tr("dark"),
        }
        colours = tuple(Option(one.value, words[one]) for one in Appearance)
        sizes = tuple(
            Option(size, self.tr("usual") if size == 100 else f"{size} %") for size in TEXT_SIZES
        )
        return (
            Field(
                name="appearance",
                label=self.tr("Colours"),
                kind=Kind.CHOICE,
                options=colours,
                wide=3,
            ),
            Field(
                name="text_size",
                label=self.tr("Size of texts"),
                kind=Kind.CHOICE,
                options=sizes,
                wide=3,
                hint=self.tr("Everything grows with them."),
            ),
        )
