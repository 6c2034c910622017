"""Pictures of every screen on the demo studio: python -m tests.desktop.pictures FOLDER [NAME...].

Options: --size 1280x800 (may be given again), --theme light|dark (both without).
"""

import argparse
import os
import sys
from pathlib import Path

from tests.desktop.pictures.scenes import SCENES


def main() -> None:
    """Save the scenes whose name begins with one of the words, or all."""
    ask = argparse.ArgumentParser(prog="python -m tests.desktop.pictures")
    ask.add_argument("folder", type=Path)
    ask.add_argument("names", nargs="*")
    ask.add_argument("--size", action="append", default=[])
    ask.add_argument("--theme", action="append", default=[])
    said = ask.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.desktop.pictures.stage import open_studio

    said.folder.mkdir(parents=True, exist_ok=True)
    sizes = said.size or ["1280x800"]
    with open_studio() as desk:
        for name, scene in SCENES.items():
            if said.names and not any(name.startswith(word) for word in said.names):
                continue
            for theme in said.theme or ["light", "dark"]:
                for size in sizes:
                    wide, tall = map(int, size.split("x"))
                    tail = "" if len(sizes) == 1 else f"-{size}"
                    file = said.folder / f"{name}-{theme}{tail}.png"
                    desk.picture(scene, theme, (wide, tall), file)
                    sys.stdout.write(f"{file}\n")


if __name__ == "__main__":
    main()
