"""Pictures of every screen on the demo studio: python -m tests.desktop.pictures FOLDER [NAME...].

Options: --size 1280x800 (may be given again), --theme light|dark (both without), --scale 1.5 as
the system does it (the picture grows with it), --points 14 for larger text in such a window,
--language pseudo|mirrored; --check says on the way which words were not translated and which do
not fit.
"""

import argparse
import os
import sys
from pathlib import Path

PIXELS_OF_A_POINT = 96 / 72
BODY = 13
"""The usual text in pixels; larger text takes everything else with it."""


def main() -> None:
    """Save the scenes whose name begins with one of the words, or all."""
    said = _asked()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    larger = said.points * PIXELS_OF_A_POINT / BODY if said.points else 1.0
    os.environ["QT_SCALE_FACTOR"] = str(said.scale * larger)
    from desktop.language import VARIABLE, application

    os.environ[VARIABLE] = said.language
    application()
    from tests.desktop.pictures.reading import Reader
    from tests.desktop.pictures.scenes import SCENES
    from tests.desktop.pictures.stage import open_studio

    said.folder.mkdir(parents=True, exist_ok=True)
    sizes = said.size or ["1280x800"]
    with open_studio() as desk:
        reader = Reader(desk.known_words(), said.language) if said.check else None
        for name, scene in SCENES.items():
            if said.names and not any(name.startswith(word) for word in said.names):
                continue
            for theme in said.theme or ["light", "dark"]:
                for size in sizes:
                    wide, tall = (round(int(side) / larger) for side in size.split("x"))
                    tail = "" if len(sizes) == 1 else f"-{size}"
                    file = said.folder / f"{name}-{theme}{tail}.png"
                    desk.picture(scene, theme, (wide, tall), file, reader)
                    sys.stdout.write(f"{file}\n")
        for line in reader.found() if reader else ():
            sys.stdout.write(f"{line}\n")


def _asked() -> argparse.Namespace:
    ask = argparse.ArgumentParser(prog="python -m tests.desktop.pictures")
    ask.add_argument("folder", type=Path)
    ask.add_argument("names", nargs="*")
    ask.add_argument("--size", action="append", default=[])
    ask.add_argument("--theme", action="append", default=[])
    ask.add_argument("--scale", type=float, default=1.0)
    ask.add_argument("--points", type=int, default=0)
    ask.add_argument("--language", default="")
    ask.add_argument("--check", action="store_true")
    return ask.parse_args()


if __name__ == "__main__":
    main()
