"""How much a feed may send. Every figure is far above what a state's schedule needs, and far below what would
hurt a small machine: all of Arizona is about 6,300 shifts a month.
"""

MAX_BYTES = 10_000_000
"""Largest file or download, in bytes."""

MAX_ROWS = 50_000
"""Most rows of data in one pull."""

MAX_DEPTH = 16
"""Deepest nesting of iCalendar components; JSON has the interpreter's own limit."""

MAX_PLACES = 200
"""Most places of one shift."""

MAX_BACKUP_AGENCIES = 20
"""Most back-up agencies of one shift."""

TEXT_LENGTHS = {
    "source": 40,
    "id": 80,
    "school": 40,
    "school_name": 120,
    "school_zone": 64,
    "school_address": 200,
    "agency": 80,
    "post": 120,
    "programme": 80,
    "zone": 64,
    "clock_officer": 254,
    "clock_in": 40,
    "clock_out": 40,
    "clock": 40,
    "notes": 500,
}
"""Longest text of each field, in characters: what the tables hold."""
