"""A transcript as one page to print: black on white, A4 or Letter, nothing fetched from anywhere."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

from bot.cli.transcript.markup import bar, table
from bot.markup import Markup, joined, tag
from handlers.words.countdown import (
    asked_for,
    bar_of,
    clock_started,
    done_so_far,
    state_of,
    time_left,
    unverified,
)
from handlers.words.local_times import clock_time
from handlers.words.plain_text import plain_text
from handlers.words.text import figure
from scheduling.roster.facts import Person, Standing
from scheduling.training.facts import CountdownLine, RecordState, TrainingRecord, TrainingRequest
from scheduling.training.reports.transcript import Transcript
from scheduling.zones import local_day, zone

_STATES = {
    RecordState.PLANNED: "planned",
    RecordState.LOGGED: "logged",
    RecordState.VERIFIED: "verified",
    RecordState.REFUSED: "refused",
    RecordState.CANCELLED: "called off",
}

_OTHER_YEAR = date.min
"""The day on which words are said that leave out this year's number: on paper no year goes without saying."""


def transcript_html(transcript: Transcript) -> str:
    """The page as a whole document."""
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    name = transcript.officer.name
    head = joined(
        [
            Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width">'),
            tag("title", f"Training transcript of {name}"),
            tag("style", Markup(style)),
        ]
    )
    body = joined(
        [_heading(transcript), _owed(transcript), _years(transcript), _records(transcript),
         _requests(transcript), _foot(transcript)]
    )  # fmt: skip
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>{body}</body></html>\n'


def _heading(transcript: Transcript) -> Markup:
    officer = transcript.officer
    blocked = officer.standing is Standing.BLOCKED
    standing = "May not work in a school" if blocked else "May work in schools"
    why = (
        [tag("p", officer.standing_reason), tag("p", officer.standing_source, cls="small")] if blocked else []
    )
    return tag(
        "header",
        tag("p", "Training transcript"),
        tag("h1", officer.name),
        tag("dl", *_facts(officer, transcript)),
        tag("div", tag("strong", f"{standing} as of {_day(transcript.made_on)}"), *why,
            cls="standing blocked" if blocked else "standing"),
    )  # fmt: skip


def _facts(officer: Person, transcript: Transcript) -> list[Markup]:
    known = {
        "Agency": officer.agency,
        "Badge": officer.badge,
        "Kind": officer.kind.value,
        "Supervisor": transcript.name_of(officer.supervisor_id),
        "Eligible": _day(officer.eligible_on),
        "First shift": _day(officer.first_shift_on),
        "Hired": _day(officer.hired_on),
        "Assigned": _day(officer.assigned_on),
        "Qualified": _day(officer.qualified_on),
    }
    return [tag("div", tag("dt", name), tag("dd", value)) for name, value in known.items() if value]


def _owed(transcript: Transcript) -> Markup:
    if not transcript.lines:
        return joined([tag("h2", "Required"), tag("p", "Nothing is or was asked of this officer.")])
    newest_first = sorted(transcript.lines, key=lambda line: line.obligation.due_on, reverse=True)
    return joined([tag("h2", "Required"), *(_article(line, transcript) for line in newest_first)])


def _article(line: CountdownLine, transcript: Transcript) -> Markup:
    obligation, requirement = line.obligation, line.obligation.requirement
    period = "" if obligation.period == "once" else f", {obligation.period}"
    so_far = done_so_far(line)
    told = [state_of(line, _OTHER_YEAR), asked_for(line, _OTHER_YEAR), clock_started(obligation, _OTHER_YEAR)]
    told += [unverified(line.progress)] if obligation.runs else []
    source = f"Asked by: {requirement.source} ({obligation.edition})"
    return tag(
        "article",
        tag("span", _due(line, transcript), cls="side"),
        tag("h3", f"{requirement.title}{period}"),
        *([bar(line.progress.share, _plain(so_far, transcript))] if so_far and bar_of(line.progress) else []),
        tag("p", *_lines([so_far, *told], transcript)),
        *_left(line),
        tag("p", source, cls="small"),
    )  # fmt: skip


def _left(line: CountdownLine) -> list[Markup]:
    """What is missing, all of it by name: paper has room."""
    names = (*line.progress.sessions_left, *line.progress.topics_left)
    return [tag("p", f"Missing: {'; '.join(names)}.")] if line.obligation.runs and names else []


def _due(line: CountdownLine, transcript: Transcript) -> str:
    if not line.obligation.runs:
        return f"was due {_day(line.obligation.due_on)}"
    return time_left(line.obligation, transcript.made_on, _day)


def _years(transcript: Transcript) -> Markup:
    if not transcript.years:
        return Markup()
    rows = [
        (total.year, transcript.title_of(total.requirement), total.records, _hours(total.minutes),
         _hours(total.verified_minutes))
        for total in transcript.years
    ]  # fmt: skip
    return joined(
        [
            tag("h2", "Totals by year"),
            table(
                ("Year", "Requirement", "Records", "Hours", "of them verified"),
                rows,
                ("day", "", "number", "number", "number"),
            ),
        ]
    )


def _records(transcript: Transcript) -> Markup:
    if not transcript.records:
        return joined([tag("h2", "Handed in"), tag("p", "Nothing yet.")])
    return joined(
        [
            tag("h2", "Handed in"),
            table(
                ("Day", "What", "Hours", "Provider, certificate", "State"),
                [_record(record, transcript) for record in transcript.records],
                ("day", "", "number", "", ""),
            ),
        ]
    )


def _record(record: TrainingRecord, transcript: Transcript) -> tuple[object, ...]:
    at = zone(transcript.officer.zone)
    what = [tag("strong", transcript.title_of(record.requirement))]
    what += [tag("div", ", ".join(names)) for names in (record.sessions, record.topics) if names]
    if record.starts_at is not None and record.ends_at is not None:
        what.append(tag("div", f"{clock_time(record.starts_at, at)}–{clock_time(record.ends_at, at)}"))
    missed = [tag("div", f"{_hours(record.missed_minutes)} missed")] if record.missed_minutes else []
    given = [tag("div", part) for part in (record.provider, record.certificate) if part]
    who = _by(transcript.name_of(record.decided_by), record.decided_at, at)
    state = [tag("div", f"{_STATES[record.state]}{who}")]
    state += [tag("div", part, cls="small") for part in (record.reason, record.flagged) if part]
    return (
        _day(record.done_on),
        joined(what),
        joined([_hours(record.minutes), *missed]),
        joined(given),
        joined(state),
    )


def _requests(transcript: Transcript) -> Markup:
    if not transcript.requests:
        return Markup()
    owed = {line.obligation.id: line.obligation.requirement.title for line in transcript.lines}
    rows = [_request(each, owed.get(each.obligation_id, ""), transcript) for each in transcript.requests]
    return joined(
        [
            tag("h2", "Extensions and exemptions"),
            table(("Asked", "What", "Until", "Decided"), rows, ("day", "", "day", "")),
        ]
    )


def _request(request: TrainingRequest, title: str, transcript: Transcript) -> tuple[object, ...]:
    at = zone(transcript.officer.zone)
    what = [tag("strong", f"{request.kind.value.capitalize()}: {title}"), tag("div", request.reason)]
    until = request.granted_until or request.until
    who = _by(transcript.name_of(request.decided_by), request.decided_at, at)
    decided = [tag("div", f"{request.state.value}{who}"), tag("div", request.decision, cls="small")]
    return (
        _day(local_day(request.asked_at, at)),
        joined(what),
        _day(until) if until else "for good",
        joined(decided),
    )


def _foot(transcript: Transcript) -> Markup:
    made = f"Made by Muster on {_day(transcript.made_on)} from what is recorded there. "
    return tag("footer", made, "Training records may be under restricted access: keep this page accordingly.")


def _by(name: str, at: datetime | None, there: ZoneInfo) -> str:
    who = f" by {name}" if name else ""
    return f"{who}, {_day(local_day(at, there))}" if at is not None else who


def _lines(told: Sequence[str], transcript: Transcript) -> list[Markup]:
    """A line each, of what there is to say."""
    lines = [_plain(words, transcript) for words in told if words]
    return [joined([*([Markup("<br>")] if number else []), words]) for number, words in enumerate(lines)]


def _plain(words: str, transcript: Transcript) -> str:
    """The words that stand in Slack, without its marks and its escapes."""
    return plain_text(words, zone(transcript.officer.zone))


def _day(on: date | None) -> str:
    """`Aug 17, 2026`: a page that is kept says the year. Empty for no day."""
    return f"{on:%b} {on.day}, {on.year}" if on is not None else ""


def _hours(minutes: int) -> str:
    """`1.5 h`; empty where hours are not what counts."""
    return f"{figure(timedelta(minutes=minutes))} h" if minutes else ""
