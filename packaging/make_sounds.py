"""Makes the four sounds of a check-in result: python packaging/make_sounds.py FOLDER.

Each class has its own shape, so that it is known with eyes shut: up, up and down, down, a tick.
"""

import math
import sys
import wave
from pathlib import Path

RATE = 44_100
NOTES = {
    "accepted": ((659.3, 90), (987.8, 170)),
    "attention": ((698.5, 130), (880.0, 110), (698.5, 190)),
    "refused": ((311.1, 170), (207.7, 300)),
    "working": ((784.0, 70),),
}


def tone(frequency: float, length_ms: int) -> list[float]:
    """One note with two soft overtones, swelling in 6 ms and dying away, from -1 to 1."""
    count = RATE * length_ms // 1000
    made = []
    for at in range(count):
        seconds = at / RATE
        swell = min(1.0, seconds / 0.006)
        fade = (1 - at / count) ** 1.6
        angle = 2 * math.pi * frequency * seconds
        sound = math.sin(angle) + 0.28 * math.sin(2 * angle) + 0.1 * math.sin(3 * angle)
        made.append(sound / 1.38 * swell * fade)
    return made


def write(file: Path, notes: tuple[tuple[float, int], ...]) -> None:
    """Write notes one after another as 16-bit mono at half of the full loudness."""
    samples = [sample for note in notes for sample in tone(*note)]
    data = b"".join(round(sample * 16_000).to_bytes(2, "little", signed=True) for sample in samples)
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(data)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, notes in NOTES.items():
        write(folder / f"{name}.wav", notes)
