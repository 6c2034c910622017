"""What each desk does on the day, as scripts of `foyer --play`, and the pictures that it takes."""

from pathlib import Path

import msgspec

from tests.support.codes_as_pictures import save_code

RECEPTIONIST = "Noor Karim"
ENVIRONMENT = {"QT_QPA_PLATFORM": "offscreen"}
PICTURES = (
    "today",
    "week",
    "class",
    "accepted",
    "attention-scan",
    "refused",
    "client",
    "resources",
    "attention",
    "palette",
)


class Cast(msgspec.Struct, frozen=True):
    """Who plays: the winner and the loser of the last seat, the owner of the last credit.

    `times` are local starts of the classes last_seat, evening, rush and
    later (another day); `codes` are the codes
    of the member cards by name.
    """

    winner: str
    loser: str
    last_credit: str
    times: dict[str, str]
    codes: dict[str, str]


class Stage:
    """The files between the day and its desks: scripts, codes as pictures, signs to go on."""

    def __init__(self, folder: Path, pictures: Path, cast: Cast) -> None:
        self._folder = folder
        self._pictures = pictures
        self._cast = cast

    def script(self, desk: int) -> Path:
        """The script of the first or the second desk."""
        steps = self._first() if desk == 0 else self._second()
        path = self._folder / f"script-{desk}.txt"
        path.write_text("\n".join(steps) + "\n")
        return path

    def allow(self, sign: str) -> None:
        """Let the desks go on that wait for this sign."""
        self._sign(sign).touch()

    def taken(self) -> list[Path]:
        """The pictures that were saved."""
        return sorted(self._pictures.glob("*.png"))

    def _sign(self, sign: str) -> Path:
        return self._folder / f"sign-{sign}"

    def _first(self) -> list[str]:
        """The desk that stays connected: it sells first, and takes the pictures at the end."""
        cast = self._cast
        return [
            "until sent",
            f'person "{RECEPTIONIST}"',
            "size 1280 800",
            "screen today",
            "say ready",
            f"until-file {self._sign('cut')}",
            *self._book("Reformer Flow", cast.times["last_seat"], cast.winner),
            *self._book("Mat Basics", cast.times["evening"], cast.last_credit),
            f"scan-picture {self._code(cast.last_credit)}",
            f'until text "{cast.last_credit}"',
            "until sent",
            "say sold",
            f"until-file {self._sign('mended')}",
            "until sent",
            "screen attention",
            f'until text "{cast.loser} · "',
            "say agreed",
            f"until-file {self._sign('end')}",
            "until sent",
        ]

    def _second(self) -> list[str]:
        """The desk whose cable is pulled: it sells the same again, and checks people in."""
        cast = self._cast
        return [
            "until sent",
            f'person "{RECEPTIONIST}"',
            "size 1280 800",
            "say ready",
            f"until-file {self._sign('cut')}",
            *self._book("Reformer Flow", cast.times["last_seat"], cast.loser),
            *self._book("Mat Basics", cast.times["later"], cast.last_credit),
            f"scan-picture {self._code('Lucía Romero')}",
            'until text "Lucía Romero"',
            "until offline",
            *self._show("accepted", "check_in"),
            f"scan-picture {self._code(cast.loser)}",
            "until text Still",
            *self._show("attention-scan", "check_in"),
            "scan NOTACODE",
            'until text "Not a member code"',
            *self._show("refused", "check_in"),
            "say sold",
            f"until-file {self._sign('mended')}",
            "until sent",
            "screen attention",
            f'until text "{cast.loser} · "',
            *self._everything(),
            "until sent",
            "say agreed",
            f"until-file {self._sign('end')}",
            "until sent",
        ]

    def _book(self, name: str, time: str, client: str) -> list[str]:
        return [
            "screen calendar",
            f'class "{name}" {time}',
            "do class.book_client",
            f'type "{client}"',
            f'until list "Clients to book" "{client}"',
            "key Return",
            f'until list "Roster" "{client}"',
            "key Esc",
        ]

    def _everything(self) -> list[str]:
        cast = self._cast
        return [
            *self._show("attention", "attention"),
            *self._show("today", "today"),
            "screen calendar",
            "do calendar.show_week",
            *self._show("week", "calendar"),
            *self._show("resources", "resources"),
            'client "Grace Mensah"',
            *self._show("client", ""),
            "screen calendar",
            f'class "Reformer Flow" {cast.times["rush"]}',
            *self._show("class", "calendar"),
            "key Esc",
            "screen today",
            "do desk.open_palette",
            'type "mar"',
            "until text Marco",
            *self._show("palette", ""),
            "key Esc",
        ]

    def _show(self, name: str, screen: str) -> list[str]:
        steps = [f"screen {screen}"] if screen else []
        for theme in ("dark", "light"):
            steps += [f"theme {theme}", f"grab {self._pictures / f'{name}-{theme}.png'}"]
        return steps

    def _code(self, name: str) -> Path:
        """The code of somebody's card as a picture, as it stands on a phone."""
        path = self._folder / f"code-{len(list(self._folder.glob('code-*')))}.png"
        save_code(self._cast.codes[name], path)
        return path
