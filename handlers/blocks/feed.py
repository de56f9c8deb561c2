"""The feed of shifts: how it stands, a delivery that was held, and what became of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.blocks.elements import actions, button, confirm, context, section
from handlers.ids import shifts as ids
from handlers.message import Block, Message, message
from handlers.words.local_times import point
from handlers.words.text import ago, counted, escaped
from scheduling.feed.facts import Difference, Kind, Pull, PullReport
from scheduling.feed.held import HeldDelivery
from scheduling.feed.queries import FeedStatus
from scheduling.zones import zone

NAMED = 5
"""How many withdrawn shifts a held delivery lists; the rest are counted."""


def feed_lines(status: FeedStatus, now: datetime, reader: ZoneInfo) -> list[Block]:
    """When it last confirmed the schedule, what stands in quarantine, and what waits for a decision."""
    age = status.age(now)
    fresh = "It has not delivered yet." if age is None else f"Last confirmed {ago(age)}."
    blocks = [section(f"{fresh} {_quarantine(status.quarantined)}".strip())]
    if status.last is not None and status.last.reason:
        blocks.append(context(f"{point(status.last.seen_at, reader)}: {escaped(status.last.reason, 400)}"))
    if status.held is not None:
        blocks += [section(f":raised_hand: *A delivery waits for you.* {_counts_of(status.held)}")]
        blocks += actions(*decide_buttons(status.held.id))
    return blocks


def held_line(held: HeldDelivery) -> str:
    """What a delivery that is held would do, in one line."""
    lost = f"; {counted(held.claims_lost, 'officer')} would lose one" if held.claims_lost else ""
    withdrawn = counted(held.report.withdrawn, "shift")
    return f"*A feed delivery is held:* it would withdraw {withdrawn}{lost}"


def held_detail(held: HeldDelivery) -> list[Block]:
    """Why it is held, which shifts it would withdraw, and what else it says."""
    gone = [each for each in held.report.differences if each.kind is Kind.WITHDRAWN]
    listed = "\n".join(f"• {_one(each)}" for each in gone[:NAMED])
    more = f"\nand {len(gone) - NAMED} more" if len(gone) > NAMED else ""
    counts = context(f"{_counts_of_report(held.report)} · a coordinator decides")
    return [section(escaped(held.pull.reason, 400)), *([section(listed + more)] if listed else []), counts]


def applied_delivery(report: PullReport, by: str) -> Message:
    """A held delivery was applied after all."""
    text = f"{escaped(by)} applied the delivery: {_counts_of_report(report)}."
    return message(text, [section(f":white_check_mark: {text} Everybody concerned is told.")], beside=True)


def discarded_delivery(by: str) -> Message:
    """A held delivery was dropped."""
    text = f"{escaped(by)} discarded the delivery. The schedule stays as it was."
    return message(text, [section(text)], beside=True)


def decided_delivery(pull: Pull, by: str) -> Message:
    """Somebody was faster."""
    who = f" by {escaped(by)}" if by else ""
    text = f"That delivery is no longer waiting: it was {pull.state.value}{who}."
    return message(text, [section(text)], beside=True)


def no_such_delivery() -> Message:
    """The pull is gone."""
    text = "That delivery is no longer there. App Home shows how the feed stands."
    return message(text, [section(text)])


def decide_buttons(pull_id: int) -> list[Block]:
    """*Apply* and *Discard*."""
    sure = confirm(
        "Apply it?", "Whoever holds a withdrawn shift loses it and is told at once.", "Apply", "Not yet"
    )
    return [
        button("Apply", ids.APPLY_PULL, ids.PullRef(pull_id), style="danger", confirm=sure),
        button("Discard", ids.DISCARD_PULL, ids.PullRef(pull_id)),
    ]


def _one(each: Difference) -> str:
    number = f"#{each.number} " if each.number is not None else ""
    return f"{number}{escaped(each.school.name)}, {point(each.terms.starts_at, zone(each.school.zone))}"


def _counts_of(pull: Pull) -> str:
    return _counted(pull.new, pull.changed, pull.withdrawn, pull.quarantined)


def _counts_of_report(report: PullReport) -> str:
    return _counted(report.new, report.changed, report.withdrawn, len(report.quarantined))


def _counted(new: int, changed: int, withdrawn: int, quarantined: int) -> str:
    parts = [f"{new} new", f"{changed} changed", f"{withdrawn} withdrawn"]
    return ", ".join([*parts, *([f"{quarantined} in quarantine"] if quarantined else [])])


def _quarantine(rows: int) -> str:
    return f":warning: {counted(rows, 'row')} in quarantine: `muster feed status` says why." if rows else ""
