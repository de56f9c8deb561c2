"""`shift_changed`: the feed changed a shift that somebody holds. “07:00 → 06:30” comes first."""

from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.blocks.buttons import release_button
from handlers.blocks.elements import actions, context, section
from handlers.blocks.refused import MOST_REFUSALS
from handlers.blocks.shifts import lines_of, told_short
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.refusals.wording import sentence_of
from handlers.words.local_times import clock_time, point
from handlers.words.text import escaped
from scheduling.roster.facts import Person
from scheduling.shifts.notice_facts import ShiftChanged
from scheduling.zones import zone

NAMES = {
    "starts_at": "Starts", "ends_at": "Ends", "school": "School", "post": "Post", "armed": "Armed",
    "notes": "Notes",
}  # fmt: skip


def shift_changed(facts: ShiftChanged, addressee: Person | None) -> Message:
    """To the holder: what is different, and whether a rule is now in the way."""
    there = zone(facts.shift.school.zone)
    changes = [_change(name, before, after, there) for name, (before, after) in facts.changes.items()]
    text = f"{_headline(changes)} {told_short(facts.shift)}"
    body = "\n".join(["*Your shift changed*", *(f"• {change}" for change in changes)])
    blocks = [section(body), section(lines_of(facts.shift, zone_of(addressee), places=False))]
    if facts.refusals:
        broken = [sentence_of(refusal, there) for refusal in facts.refusals[:MOST_REFUSALS]]
        told = [f":warning: {each.shown}" for each in broken]
        blocks.append(context("\n".join([*told, "Your supervisor was told and decides."])))
    return message(text, [*blocks, *actions(release_button(facts.shift))])


def _headline(changes: list[str]) -> str:
    """A change that an officer need not know by itself may still break a rule."""
    return f"Your shift changed: {'; '.join(changes)}." if changes else "Your shift changed."


def _change(name: str, before: object, after: object, there: ZoneInfo) -> str:
    said = NAMES.get(name, name)
    if isinstance(before, bool) or isinstance(after, bool):
        return f"{said}: {'yes' if before else 'no'} → {'yes' if after else 'no'}"
    if name in {"starts_at", "ends_at"}:
        return (
            f"{said} {_moved(datetime.fromisoformat(str(before)), datetime.fromisoformat(str(after)), there)}"
        )
    return f"{said}: {escaped(str(before), 100) or '–'} → {escaped(str(after), 100) or '–'}"


def _moved(before: datetime, after: datetime, there: ZoneInfo) -> str:
    if before.astimezone(there).date() == after.astimezone(there).date():
        return f"{clock_time(before, there)} → {clock_time(after, there)}"
    return f"{point(before, there)} → {point(after, there)}"
