"""The people of the workspace: what one sees of them."""

from bot.practice.colors import LUMINANCE, color_of, luminance


def test_everybodys_colour_is_equally_light_and_stays_the_same() -> None:
    colours = {name: color_of(f"{name}@practice.example") for name in ("ada", "ben", "cleo", "dora", "eli")}
    assert len(set(colours.values())) > 1
    assert colours["ada"] == color_of("ada@practice.example")
    for colour in colours.values():
        red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
        assert abs(luminance((red, green, blue)) - LUMINANCE) < 0.01


def test_white_letters_on_every_colour_can_be_read() -> None:
    white = 1.0
    assert (white + 0.05) / (LUMINANCE + 0.05) > 4.5
