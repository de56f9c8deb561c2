"""The list of open shifts, with its filters and its pages."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.blocks.buttons import mine_button, preview_button
from handlers.blocks.elements import actions, button, context, divider, menu, option, section
from handlers.blocks.shifts import open_lines_of
from handlers.ids import shifts as ids
from handlers.ids.shifts import Look
from handlers.message import Block, Message, message
from handlers.words.local_times import day
from handlers.words.text import counted, escaped
from scheduling.roster.facts import School
from scheduling.shifts.facts import OpenPage
from scheduling.zones import local_day, week_of


def open_list(
    page: OpenPage,
    look: Look,
    schools: Sequence[School],
    *,
    now: datetime,
    reader: ZoneInfo,
    window: timedelta,
    size: int,
    bar: str = "",
) -> Message:
    """One page of open shifts, two lines each; those that are under way and want cover say so.

    Args:
        page: the shifts, soonest first.
        look: the filters that led to this page.
        schools: all schools, for the menu.
        now: the instant of reading.
        reader: the reader's zone.
        window: how far ahead the list looks without a filter.
        size: how many shifts a page holds.
        bar: why the reader may claim none of them, in mrkdwn; there is then nothing to press.
    """
    chosen = next((school for school in schools if school.id == look.school), None)
    about = _about(look, chosen, window)
    headline = f"{counted(page.total, 'open shift')} · {about}" if page.total else f"No open shifts · {about}"
    shown = replace(look, offset=page.offset)
    blocks = [*([section(bar)] if bar else []), section(f"*{headline}*")]
    blocks += [
        section(open_lines_of(shift, now, reader), None if bar else preview_button(shift, shown))
        for shift in page.shifts
    ]
    if not page.total:
        blocks.append(context("Nothing here that you may see. Try other days or another school."))
    blocks += [*_pages(page, look, size), divider(), *_filters(look, schools, chosen, local_day(now, reader))]
    return message(headline, blocks)


def which_school(typed: str, found: Sequence[School], look: Look) -> Message:
    """A short choice where a name fits several schools, or none."""
    if not found:
        text = f"No school is called “{escaped(typed, 60)}”. Choose one here, or type a part of its name."
        return message(
            text, [section(text), *actions(button("All open shifts", ids.LOOK, replace(look, school=0)))]
        )
    text = f"Which one do you mean by “{escaped(typed, 60)}”?"
    choices = [
        button(school.name, ids.LOOK, replace(look, school=school.id), label=f"Open shifts at {school.name}")
        for school in found[:8]
    ]
    return message(text, [section(text), *actions(*choices)])


def _about(look: Look, school: School | None, window: timedelta) -> str:
    if look.first and look.first == look.last:
        days = day(date.fromisoformat(look.first))
    elif look.first:
        days = f"{day(date.fromisoformat(look.first))} – {day(date.fromisoformat(look.last))}"
    else:
        days = f"next {counted(window.days, 'day')}"
    return f"{escaped(school.name)} · {days}" if school else days


def _pages(page: OpenPage, look: Look, size: int) -> list[Block]:
    shown = page.offset + len(page.shifts)
    turns = []
    if page.offset:
        back = replace(look, offset=max(page.offset - size, 0))
        turns.append(button("Sooner", ids.LOOK, back, label="Earlier page of open shifts"))
    if page.more:
        turns.append(
            button(
                f"More ({page.total - shown})",
                ids.LOOK,
                replace(look, offset=shown),
                label="Next page of open shifts",
            )
        )
    return actions(*turns)


def _filters(look: Look, schools: Sequence[School], chosen: School | None, today: date) -> list[Block]:
    monday, week = week_of(today), timedelta(days=7)
    sunday = monday + timedelta(days=6)
    anew = replace(look, offset=0)
    weeks = (
        ("This week", replace(anew, first=today.isoformat(), last=sunday.isoformat())),
        ("Next week", replace(anew, first=(monday + week).isoformat(), last=(sunday + week).isoformat())),
    )
    elements = [] if not schools else [_school_menu(anew, schools, chosen)]
    elements += [
        button(text, ids.LOOK, to) for text, to in weeks if (to.first, to.last) != (look.first, look.last)
    ]
    if look.first or look.school:
        elements.append(button("All", ids.LOOK, Look(), label="All open shifts"))
    elements.append(mine_button())
    return actions(*elements)


def _school_menu(look: Look, schools: Sequence[School], chosen: School | None) -> Block:
    choices = {school.id: option(school.name, replace(look, school=school.id)) for school in schools}
    return menu("School", ids.LOOK_AT_SCHOOL, list(choices.values()), choices[chosen.id] if chosen else None)
