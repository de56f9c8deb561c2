"""Colours for the pictures of people: many hues, all equally light, so that no name stands out."""

import colorsys
import hashlib

LUMINANCE = 0.14
"""Relative luminance of each colour; white letters on it have a contrast of 5.5 to 1.
See https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""

_SATURATION = 0.42
_HUES = 24
_HALVINGS = 12


def color_of(seed: str) -> str:
    """The colour (`#rrggbb`) that belongs to a text; the same text always has the same one."""
    hue = hashlib.sha256(seed.encode()).digest()[0] % _HUES / _HUES
    dark, light = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (dark + light) / 2
        too_light = luminance(colorsys.hls_to_rgb(hue, middle, _SATURATION)) > LUMINANCE
        dark, light = (dark, middle) if too_light else (middle, light)
    return "#" + "".join(f"{round(255 * part):02x}" for part in colorsys.hls_to_rgb(hue, dark, _SATURATION))


def luminance(rgb: tuple[float, float, float]) -> float:
    """How light a colour is to the eye, from 0 to 1; its parts run from 0 to 1 as well."""
    red, green, blue = (_linear(part) for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
