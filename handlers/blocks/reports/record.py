"""A report as those entitled read it: in a view, never in a message, what was typed letter for letter."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from handlers.blocks.elements import actions, context, section
from handlers.blocks.reports.buttons import add_button, earlier_button
from handlers.ids.packing import pack
from handlers.ids.reports import ReportForm
from handlers.ids.shifts import SHOWN
from handlers.message import Block, Message, Modal
from handlers.words.reports import KINDS, made_at
from handlers.words.text import SECTION, counted, escaped, listed
from scheduling.reports.facts import FollowUp, Reader, Record
from scheduling.zones import zone_or_utc

_READERS = 30
"""How many readers are named."""


def record_page(record: Record, reader: ZoneInfo) -> Modal:
    """The whole record: what was reported, what was added, and who has read it."""
    report = record.report
    there = zone_or_utc(report.school.zone)
    blocks = [
        section(f"*{KINDS[report.kind]}* · {escaped(report.school.name)}"),
        context(f"Reported by {escaped(report.author.name)}, {made_at(report.at, there, reader)}"),
        section("*What happened*"),
        as_typed(report.what),
        section(f"*When*: {escaped(report.happened)}"),
        *_told(report.told),
        *_added(record, there, reader),
        *actions(*_ways(record)),
        context(f"Read by {_readers(record, there)}."),
    ]
    return _page(f"Report {report.number}", blocks)


def refusal_page(refusal: Message) -> Modal:
    """Why a report is not shown, over the message that was pressed."""
    return _page("Muster", refusal.blocks)


def _page(title: str, blocks: Sequence[Block]) -> Modal:
    return Modal(SHOWN, title, tuple(blocks), "", pack(ReportForm(0, "", replaces=False)))


def as_typed(text: str) -> Block:
    """Plain text: what Slack draws of it mentions nobody and hides no link, and its lines stay."""
    plain: dict[str, Any] = {"type": "plain_text", "text": text[:SECTION], "emoji": False}
    return {"type": "section", "text": plain}


def _told(told: str) -> list[Block]:
    return [section("*Told already*"), as_typed(told)] if told else []


def _added(record: Record, there: ZoneInfo, reader: ZoneInfo) -> list[Block]:
    return [block for each in record.follow_ups for block in _follow_up(each, there, reader)]


def _follow_up(added: FollowUp, there: ZoneInfo, reader: ZoneInfo) -> list[Block]:
    who = f"*Added by {escaped(added.by)}*, {made_at(added.at, there, reader)}"
    return [context(who), as_typed(added.what)]


def _ways(record: Record) -> list[Block]:
    number = record.report.number
    if not record.earlier:
        return [add_button(number)]
    return [add_button(number), earlier_button(number, record.follow_ups[0].id, record.earlier)]


def _readers(record: Record, there: ZoneInfo) -> str:
    named = [_reader(each, there) for each in record.readers[:_READERS]]
    more = len(record.readers) - len(named)
    return listed([*named, counted(more, "other")] if more else named)


def _reader(reader: Reader, there: ZoneInfo) -> str:
    often = f", {reader.times} times" if reader.times > 1 else ""
    return f"{escaped(reader.name, 60)} ({made_at(reader.last_at, there)}{often})"
