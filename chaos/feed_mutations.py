"""How a good feed is spoilt: what lines, disks, spreadsheets, careless exports and hostile people do."""

import re
from collections.abc import Callable
from random import Random
from typing import Final

Mutation = Callable[[bytes, Random], bytes]

_TOKEN: Final = re.compile(rb"[A-Za-z0-9][A-Za-z0-9:+/_-]+")
_DIGITS: Final = re.compile(rb"[0-9]+")

_ODD: Final = tuple(
    text.encode("utf-8", "surrogatepass")
    for text in (
        # formulas, mark-up, templates, statements
        "=HYPERLINK(\"http://example.org\")", "+1+1", "-2+3", "@SUM(A1)", "<!channel>", "<script>", "{{7*7}}",
        "%s%n%d", "'; DROP TABLE shifts; --", "${HOME}", "../../etc/passwd",
        # zones
        "America", "America/", "Mars/Olympus", "america/phoenix", "localtime", "posixrules", "UTC+7", "",
        # times
        "2026-03-08T02:30", "2026-11-01T01:30", "9999-12-31T23:59:59", "0000-00-00T00:00", "2026-02-30T07:00",
        "2026-08-14T07:00+99:00", "2026-08-14T07:00-23:59:59.999999", "0001-01-01T00:00+14:00", "24:00",
        "20260814T240000", "2026-W33-5", "99/99/9999", "P99999999999D", "PT1E9H", "-1", "0", "1e400",
        # letters
        "\x00", "\ufeff", "\u202e", "\u2028", "\u0085", "\ud800", "\\ud800", "\\u0000", "é" * 300, "🏫" * 200,
        "a\u0301" * 100, "٣", "０", "null", "true", "NaN", "-Infinity", "[]", "{}", "\"", "\\", "\n", "\r",
    )
)  # fmt: skip
_LINES: Final = (
    b"RRULE:FREQ=SECONDLY", b"RDATE:20260814T140000Z", b"DTSTART;TZID=America:20260814T070000",
    b"DTSTART;TZID=\"America/Phoenix:20260814T070000", b"DTSTART;VALUE=DATE:20260814", b"END:VCALENDAR",
    b"BEGIN:VEVENT", b"END:VEVENT", b"BEGIN:VTIMEZONE", b" folded", b":", b";", b"{", b"}", b"[", b"]",
    b",,,,", b"id,id,id", b"DURATION:-PT8H", b"UID:", b"\"",
)  # fmt: skip
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04", b"\x1f\x8b", b"%PDF", b"\x00")
_ENCODINGS: Final = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252", "cp037")
_ENDINGS: Final = (b"\r", b"\n", b"\r\n", b"\n\n", b"\x0b", b"\x0c", b"\x85", "\u2028".encode(), b"\x00\n")
_OPENINGS: Final = (b"[", b'{"a":', b"BEGIN:VEVENT\r\n", b"BEGIN:X\r\n", b'"', b"((", b"<a>")
_LENGTHS: Final = (10, 200, 5_000, 100_000)


def flip_bits(content: bytes, chance: Random) -> bytes:
    """What a bad line or disk does."""
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 20)):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def overwrite(content: bytes, chance: Random) -> bytes:
    """A stretch of noise."""
    at, length = chance.randrange(len(content)), chance.randint(1, 200)
    return content[:at] + chance.randbytes(length) + content[at + length :]


def cut_off(content: bytes, chance: Random) -> bytes:
    """A transfer that broke off."""
    return content[: chance.randrange(len(content))]


def cut_out(content: bytes, chance: Random) -> bytes:
    """A stretch that is missing."""
    at = chance.randrange(len(content))
    return content[:at] + content[at + chance.randint(1, 400) :]


def repeat_lines(content: bytes, chance: Random) -> bytes:
    """Lines that come again and again, once in a while as often as a state has shifts in three weeks."""
    lines = content.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    block = lines[at : at + chance.randint(1, 16)]
    times = 300 if chance.random() < 0.02 else chance.randint(1, 20)
    return b"".join([*lines[:at], *block * times, *lines[at:]])


def repeat_all(content: bytes, _chance: Random) -> bytes:
    """A file that was appended to rather than replaced."""
    return content + content


def shuffle_lines(content: bytes, chance: Random) -> bytes:
    """Lines in another order."""
    lines = content.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def encode_anew(content: bytes, chance: Random) -> bytes:
    """Saved under another encoding."""
    return content.decode("utf-8", "replace").encode(chance.choice(_ENCODINGS), "replace")


def mark(content: bytes, chance: Random) -> bytes:
    """A mark of some other kind of file, in front or anywhere."""
    at = 0 if chance.random() < 0.5 else chance.randrange(len(content))
    return content[:at] + chance.choice(_MARKS) + content[at:]


def swell_number(content: bytes, chance: Random) -> bytes:
    """A number of very many digits."""
    return _replace(
        _DIGITS, content, chance, chance.choice(b"123456789").to_bytes() * chance.choice(_LENGTHS)
    )


def swap_token(content: bytes, chance: Random) -> bytes:
    """Something odd in the place of a word, a time or a name."""
    return _replace(_TOKEN, content, chance, chance.choice(_ODD))


def insert_line(content: bytes, chance: Random) -> bytes:
    """A line that does not belong there."""
    lines = content.splitlines(keepends=True)
    lines.insert(chance.randint(0, len(lines)), chance.choice(_LINES) + b"\r\n")
    return b"".join(lines)


def end_lines_otherwise(content: bytes, chance: Random) -> bytes:
    """Other line ends, or something that looks like them."""
    return chance.choice(_ENDINGS).join(content.splitlines())


def nest(content: bytes, chance: Random) -> bytes:
    """Brackets or components that open and do not close."""
    at = chance.randrange(len(content))
    return content[:at] + chance.choice(_OPENINGS) * chance.choice(_LENGTHS) + content[at:]


def lengthen(content: bytes, chance: Random) -> bytes:
    """One letter, a very long time."""
    at = chance.randrange(len(content))
    letter = chance.choice((b"A", b'"', b",", b";", b"\\", b"\x00", b" ", b"\t", b"=", "é".encode()))
    return content[:at] + letter * chance.choice((*_LENGTHS, 1_000_000)) + content[at:]


def fold(content: bytes, chance: Random) -> bytes:
    """Lines folded as iCalendar folds them, anywhere and often."""
    at = chance.randrange(len(content))
    return content[:at] + b"\r\n " * chance.choice(_LENGTHS) + content[at:]


MUTATIONS: Final[tuple[Mutation, ...]] = (
    flip_bits, overwrite, cut_off, cut_out, repeat_lines, repeat_all, shuffle_lines, encode_anew, mark,
    swell_number, swap_token, swap_token, swap_token, insert_line, end_lines_otherwise, nest, lengthen, fold,
)  # fmt: skip


def spoil(content: bytes, chance: Random) -> bytes:
    """One to three things that go wrong, one after another."""
    for _ in range(chance.randint(1, 3)):
        if not content:
            break
        content = chance.choice(MUTATIONS)(content, chance)
    return content


def _replace(pattern: re.Pattern[bytes], content: bytes, chance: Random, by: bytes) -> bytes:
    found = list(pattern.finditer(content))
    if not found:
        return content + by
    chosen = chance.choice(found)
    return content[: chosen.start()] + by + content[chosen.end() :]
