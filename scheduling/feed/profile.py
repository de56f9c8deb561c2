"""A mapping profile: how one agency's export is read, as data. Profiles are TOML files in `profiles/`, or a
path given by MUSTER_FEED_PROFILE; `docs/feed-format.md` explains every key.
"""

import codecs
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scheduling.feed.limits import TEXT_LENGTHS
from scheduling.shifts.facts import Status
from scheduling.zones import find_zone

FOLDER = Path(__file__).parent / "profiles"

FIELDS = frozenset(TEXT_LENGTHS) - {"source"} | {
    "backup_agencies", "armed", "places", "status",
    "starts", "starts_date", "starts_time", "ends", "ends_date", "ends_time", "hours",
}  # fmt: skip
"""What a column may be mapped to."""

FORMATS = ("any", "json", "csv", "icalendar")


@dataclass(frozen=True, slots=True)
class Profile:
    """How one export is read.

    Attributes:
        name: the profile's own name.
        format: `json`, `csv`, `icalendar`, or `any`: told from the first bytes.
        source: which feed the shifts belong to; empty: the file says, or `feed`.
        zone: IANA name for local times that name no zone; empty: the school's, then the district's.
        encoding: of the bytes; a byte order mark is taken off.
        covers_days: the export reaches this many days ahead and says nothing of later shifts; None: all.
        delimiter: of CSV cells; empty: comma, semicolon or tab, whichever the header uses.
        rows: JSON key under which the rows stand, dotted if it is nested; empty: the document is the list.
        envelope: what stands around the rows is Muster's own (`format`, `version`, `source`, `covers_until`);
            elsewhere the same words mean something else, and are passed over.
        columns: our field → their column or JSON key (dotted if nested).
        properties: our field → their iCalendar property; of several (parted by blanks) the first there is.
        fixed: our field → the text it has in every row, where the export has no column for it.
        status: their word in lower case → ours.
        time_format: as `datetime.strptime` takes it; empty: ISO 8601.
        yes, no: their words for an armed post and for another, in lower case.
        separator: between back-up agencies in one cell.
    """

    name: str
    format: str = "any"
    source: str = ""
    zone: str = ""
    encoding: str = "utf-8"
    covers_days: int | None = None
    delimiter: str = ""
    rows: str = "shifts"
    envelope: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    status: Mapping[str, Status] = field(default_factory=dict)
    time_format: str = ""
    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    separator: str = ";"


def list_profiles() -> list[str]:
    """The names of the profiles that come with Muster."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load_profile(name_or_path: str) -> Profile:
    """The profile that comes with Muster under this name, or the one in the TOML file at this path.

    Raises:
        ValueError: no such profile or file, or mistakes in it; the sentences name the file, every wrong key
            and what is expected there.
    """
    named = FOLDER / f"{name_or_path}.toml"
    path = named if name_or_path in list_profiles() else Path(name_or_path)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        known = ", ".join(list_profiles())
        raise ValueError(
            f"The feed profile {name_or_path!r} is neither one of Muster's ({known}) nor a readable file: "
            f"set MUSTER_FEED_PROFILE to one of them, or to the path of a TOML file."
        ) from problem
    except tomllib.TOMLDecodeError as problem:
        raise ValueError(f"{path}: not TOML: {problem}. Correct that line of the profile.") from problem
    reading = _Reading(table)
    profile = reading.profile(default_name=path.stem)
    if reading.mistakes:
        raise ValueError("\n".join(f"{path}: {mistake}" for mistake in reading.mistakes))
    return profile


class _Reading:
    """One pass over a profile's table that collects every mistake rather than stopping at the first."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.table = dict(table)
        self.mistakes: list[str] = []

    def profile(self, default_name: str) -> Profile:
        csv, json = self._table("csv"), self._table("json")
        words = self._table("words")
        covers = self.table.pop("covers_days", None)
        if covers is not None and (type(covers) is not int or covers < 1):
            self.mistakes.append("covers_days: expected a number of days from 1, e.g. covers_days = 30.")
            covers = None
        read = Profile(
            name=self._text(self.table, "name", default_name),
            format=self._one_of("format", FORMATS, "any"),
            source=self._text(self.table, "source", ""),
            zone=self._zone(),
            encoding=self._encoding(),
            covers_days=covers,
            delimiter=self._delimiter(csv),
            rows=self._text(json, "rows", "shifts", "json."),
            envelope=self._switch(json, "envelope", "json."),
            columns=self._mapping("columns"),
            properties=self._mapping("properties"),
            fixed=self._mapping("fixed"),
            status=self._status(),
            time_format=self._time_format(),
            yes=self._words(words, "yes"),
            no=self._words(words, "no"),
            separator=self._text(words, "separator", ";", "words."),
        )
        for inside, left in (("", self.table), ("csv.", csv), ("json.", json), ("words.", words)):
            self.mistakes.extend(f"{inside}{key}: there is no such key; take it out." for key in left)
        self._columns_suffice(read)
        return read

    def _table(self, key: str) -> dict[str, Any]:
        value = self.table.pop(key, {})
        if isinstance(value, dict):
            return dict(value)
        self.mistakes.append(f"{key}: expected a table, e.g. [{key}].")
        return {}

    def _text(self, table: dict[str, Any], key: str, default: str, inside: str = "") -> str:
        value = table.pop(key, default)
        if isinstance(value, str):
            return value
        self.mistakes.append(f"{inside}{key}: expected text in quotation marks.")
        return default

    def _switch(self, table: dict[str, Any], key: str, inside: str) -> bool:
        value = table.pop(key, False)
        if isinstance(value, bool):
            return value
        self.mistakes.append(f"{inside}{key}: expected true or false.")
        return False

    def _one_of(self, key: str, allowed: tuple[str, ...], default: str) -> str:
        value = self._text(self.table, key, default)
        if value not in allowed:
            self.mistakes.append(f"{key}: {value!r} is not one of {', '.join(allowed)}.")
        return value

    def _zone(self) -> str:
        name = self._text(self.table, "zone", "")
        if name and find_zone(name) is None:
            self.mistakes.append(
                f"zone: {name!r} is not a time zone; expected a name such as America/Phoenix."
            )
        return name

    def _time_format(self) -> str:
        form = self._text(self.table, "time_format", "")
        if form and not any(hour in form for hour in ("%H", "%I", "%X", "%c")):
            self.mistakes.append(
                "time_format: it names no hour, and a shift's time is never guessed; "
                'expected e.g. "%m/%d/%Y %H:%M".'
            )
        return form

    def _encoding(self) -> str:
        name = self._text(self.table, "encoding", "utf-8")
        try:
            is_text = "é".encode(codecs.lookup(name).name) != b""
        except (LookupError, UnicodeError):
            is_text = False
        if not is_text:
            self.mistakes.append(f"encoding: {name!r} is not an encoding; expected e.g. utf-8 or cp1252.")
        return name

    def _delimiter(self, csv: dict[str, Any]) -> str:
        value = self._text(csv, "delimiter", "", "csv.")
        if len(value) > 1 or value in {'"', "\r", "\n"}:
            self.mistakes.append('csv.delimiter: expected one character, e.g. ";", or "" to find out.')
            return ""
        return value

    def _mapping(self, key: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for ours, theirs in self._table(key).items():
            if ours not in FIELDS:
                self.mistakes.append(
                    f"{key}.{ours}: no field of ours; expected one of {', '.join(sorted(FIELDS))}."
                )
            elif not isinstance(theirs, str) or not theirs:
                self.mistakes.append(f"{key}.{ours}: expected text in quotation marks.")
            else:
                found[ours] = theirs
        return found

    def _status(self) -> dict[str, Status]:
        found: dict[str, Status] = {}
        for theirs, ours in self._table("status").items():
            if ours in set(Status):
                found[theirs.strip().lower()] = Status(ours)
            else:
                allowed = ", ".join(Status)
                self.mistakes.append(f"status.{theirs}: {ours!r} is none of our statuses ({allowed}).")
        return found

    def _words(self, words: dict[str, Any], key: str) -> frozenset[str]:
        value = words.pop(key, [])
        if isinstance(value, list) and all(isinstance(word, str) for word in value):
            return frozenset(word.strip().lower() for word in value)
        self.mistakes.append(f'words.{key}: expected a list of words, e.g. {key} = ["yes", "y"].')
        return frozenset()

    def _columns_suffice(self, read: Profile) -> None:
        """A shift cannot do without an id, a school, a start and an end."""
        maps = (
            ("columns", read.columns, ("any", "json", "csv")),
            ("properties", read.properties, ("any", "icalendar")),
        )
        for key, mapping, formats in maps:
            if read.format not in formats:
                continue
            has = mapping.keys() | read.fixed.keys()
            for wanted in (
                {"id"},
                {"school", "school_name"},
                {"starts", "starts_date"},
                {"ends", "ends_time", "hours"},
            ):
                if not has & wanted:
                    self.mistakes.append(f"{key}: name the column for {' or '.join(sorted(wanted))}.")
