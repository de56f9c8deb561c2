"""The forms of a meeting: all of it, or one occurrence. Whatever was typed stands in them again."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.blocks.elements import context, divider
from handlers.blocks.inputs import (
    clock_input,
    day_input,
    line_input,
    lines_input,
    menu_input,
    menus_input,
    number_input,
    people_input,
)
from handlers.blocks.meetings.fields import LENGTHS, ONCE, REPEATS, Filling, Offers, Role, group_value
from handlers.ids import meetings as ids
from handlers.ids.packing import pack
from handlers.message import Block, Modal
from handlers.words.text import counted, length
from scheduling.meetings.facts import AskedBy
from scheduling.meetings.kind_names import KIND_NAMES
from scheduling.meetings.rules.judging import (
    LONGEST_AGENDA,
    LONGEST_PLACE,
    LONGEST_ROLE,
    LONGEST_TITLE,
    MOST_PEOPLE,
)
from scheduling.meetings.rules.times import MOST_OCCURRENCES

LOOK, SEND = "Look at it first", "Send"

_TITLES = {
    ids.PLAN_MEETING: "Plan a meeting",
    ids.EDIT_MEETING: "Change a meeting",
    ids.EDIT_OCCURRENCE: "Change one date",
}
_REST = "Change what follows"

_SEEN = "It stands in the subject of mails: telephones show it on a locked screen."


def plan_form(
    about: ids.MeetingForm, callback_id: str, filling: Filling, offers: Offers, told: Sequence[Block] = ()
) -> Modal:
    """All of a meeting, or with FOLLOWING the rest of a series.

    Args:
        about: what it is about, and what its sender has been shown.
        callback_id: PLAN_MEETING or EDIT_MEETING.
        filling: what stands in its fields.
        offers: what its menus offer.
        told: stands on top: the preview, or what has to be known first.
    """
    blocks = (
        *_above(told),
        *_what(filling, offers),
        *_when(filling),
        *_who(filling, offers),
        *_must(filling, offers),
    )
    return _modal(about, callback_id, blocks)


def occurrence_form(about: ids.MeetingForm, filling: Filling, told: Sequence[Block] = ()) -> Modal:
    """One occurrence: when and where it takes place, and what it is about."""
    blocks = (
        *_above(told),
        *_clock(filling),
        _place(filling),
        _agenda(filling),
    )
    return _modal(about, ids.EDIT_OCCURRENCE, blocks)


def is_previewed(about: ids.MeetingForm) -> bool:
    """Whether the preview stands on top, so that sending the form sends the meeting."""
    return bool(about.seen.rpartition("/")[2])


def _modal(about: ids.MeetingForm, callback_id: str, blocks: Sequence[Block]) -> Modal:
    title = _REST if about.which == ids.FOLLOWING else _TITLES[callback_id]
    submit = SEND if is_previewed(about) else LOOK
    return Modal(callback_id, title, tuple(blocks), submit, pack(about))


def _above(told: Sequence[Block]) -> list[Block]:
    return [*told, divider()] if told else []


def _what(filling: Filling, offers: Offers) -> list[Block]:
    kinds = [(kind.value, words) for kind, words in KIND_NAMES.items()]
    return [
        menu_input(ids.KIND, "Kind", kinds, chosen=filling.kind),
        line_input(ids.TITLE, "Title", hint=_SEEN, most=LONGEST_TITLE, typed=filling.title),
        _agenda(filling),
        _place(filling),
        _school(filling, offers),
    ]


def _agenda(filling: Filling) -> Block:
    return lines_input(ids.AGENDA, "Agenda", most=LONGEST_AGENDA, optional=True, typed=filling.agenda)


def _place(filling: Filling) -> Block:
    hint = "A room, an address, or a link."
    return line_input(ids.PLACE, "Where", hint=hint, most=LONGEST_PLACE, optional=True, typed=filling.place)


def _school(filling: Filling, offers: Offers) -> Block:
    hint = f"Times are by its clock; without a school by that of {offers.zone}."
    if not offers.has_menu_of_schools:
        label = "School: its code, or a part of its name"
        return line_input(
            ids.SCHOOL_TYPED, label, hint=hint, most=80, optional=True, typed=filling.school_typed
        )
    schools = [(str(school.id), school.name) for school in offers.schools]
    if not schools:
        return context("The roster has no schools yet: a meeting is planned without one.")
    chosen = str(filling.school_id or "")
    return menu_input(ids.SCHOOL, "School", schools, hint=hint, chosen=chosen, optional=True)


def _when(filling: Filling) -> list[Block]:
    rules = [(value, words) for value, (_, _, words) in REPEATS.items()]
    end = f"A series needs one of the two. At most {MOST_OCCURRENCES} times, within two years."
    return [
        *_clock(filling),
        menu_input(ids.REPEATS, "Repeats", rules, chosen=filling.repeats or ONCE),
        day_input(ids.UNTIL, "Until", hint=end, chosen=filling.until, optional=True),
        number_input(ids.TIMES, "Or how often", least=1, most=MOST_OCCURRENCES, typed=filling.times),
    ]


def _clock(filling: Filling) -> list[Block]:
    every = sorted({*LENGTHS, filling.minutes})
    lengths = [(str(minutes), length(timedelta(minutes=minutes))) for minutes in every]
    return [
        day_input(ids.DAY, "Day", chosen=filling.day),
        clock_input(ids.STARTS, "Begins", chosen=filling.starts, optional=False),
        menu_input(ids.LENGTH, "Lasts", lengths, chosen=str(filling.minutes)),
    ]


def _who(filling: Filling, offers: Offers) -> list[Block]:
    most = f"At most {MOST_PEOPLE} people in all."
    by_mail = "Anybody on the roster, by e-mail address; several with commas or lines between."
    blocks = [
        people_input(ids.PEOPLE, "People", hint=most, chosen=filling.people),
        lines_input(
            ids.BY_MAIL, "People who are not in Slack", hint=by_mail, most=3_000, optional=True,
            typed=filling.by_mail,
        ),
    ]  # fmt: skip
    menus = _menus(offers)
    if menus:
        hint = "All their active officers; a school's have a shift there within 30 days, before or after."
        if not offers.has_menu_of_schools:
            hint = f"{hint} {counted(len(offers.schools), 'school')} are too many for this menu."
        blocks.append(menus_input(ids.GROUPS, "Groups", menus, hint=hint, chosen=filling.groups))
    return blocks


def _menus(offers: Offers) -> list[tuple[str, list[tuple[str, str]]]]:
    named = {school.code: school.name for school in offers.schools}
    schools = offers.groups.get(AskedBy.SCHOOL, ()) if offers.has_menu_of_schools else ()
    menus = [
        (heading, [(group_value(group), group.name) for group in offers.groups.get(by, ())])
        for by, heading in ((AskedBy.AGENCY, "Officers of an agency"), (AskedBy.PROGRAMME, "Of a programme"))
    ]
    at = [(group_value(group), f"{named.get(group.name, group.name)}: officers") for group in schools]
    return [(heading, options) for heading, options in (*menus, ("Officers of a school", at)) if options]


def _must(filling: Filling, offers: Offers) -> list[Block]:
    blocks = [block for row in range(len(ids.ROLES)) for block in _role(row, filling.roles[row])]
    hint = "You are told a day before, if fewer have said yes."
    blocks.append(
        number_input(
            ids.QUORUM, "How many must come", hint=hint, least=1, most=MOST_PEOPLE, typed=filling.quorum
        )
    )
    if offers.serves:
        blocks.append(
            menu_input(
                ids.SERVES, "Attending counts as training for", list(offers.serves)[:100],
                hint="Hours are logged for whoever is ticked afterwards.", chosen=filling.serves,
                optional=True,
            )
        )  # fmt: skip
    return blocks


def _role(row: int, role: Role) -> list[Block]:
    which = "A role that must be there" if row == 0 else "Another one"
    label = "Who can be that" if row == 0 else "Who can be that one"
    shown = "principal" if row == 0 else "nurse"
    hint = "One of them is enough. They are asked, too."
    return [
        line_input(ids.ROLES[row], which, most=LONGEST_ROLE, optional=True, shown=shown, typed=role.name),
        people_input(ids.ROLE_PEOPLE[row], label, hint=hint, chosen=role.people),
    ]
