"""Contrast as it reaches the eye: measured from pictures, by the formula of WCAG 2.2 (1.4.3)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from PIL import Image

from tests.harness.hands import Place

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Measured:
    """The plane of a rectangle, the strongest ink on it, and the ratio of the two (1 to 21)."""

    plane: Colour
    ink: Colour
    ratio: float

    def __str__(self) -> str:
        return f"{_hex(self.ink)} on {_hex(self.plane)}: {self.ratio:.2f}"


@cache
def luminance(colour: Colour) -> float:
    """Return the relative luminance of a colour, 0 to 1."""
    parts = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in colour)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def ratio(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def measure(picture: Image.Image, place: Place, least: int = 3) -> Measured:
    """Measure the words in a rectangle: its commonest colour, and the colour farthest from it.

    The edges of letters are blends, so the ink is the strongest colour which at least `least`
    pixels have.
    """
    counted = colours(picture, place)
    plane = counted.most_common(1)[0][0]
    inks = [colour for colour, times in counted.items() if times >= least and colour != plane]
    ink = max(inks, key=lambda colour: ratio(colour, plane), default=plane)
    return Measured(plane, ink, ratio(plane, ink))


def colours(picture: Image.Image, place: Place) -> Counter[Colour]:
    """Count the colours in a rectangle of a picture."""
    box = (place.x, place.y, place.x + place.width, place.y + place.height)
    part = picture.crop(box).convert("RGB")
    counted = part.getcolors(maxcolors=part.width * part.height + 1) or []
    found: Counter[Colour] = Counter()
    for times, colour in counted:
        if isinstance(colour, tuple):
            found[colour[0], colour[1], colour[2]] = times
    return found


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{channel:02X}" for channel in colour)
