"""The fields of a meeting's form: taken as they were typed, then read into a plan."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from handlers.blocks.meetings.fields import ONCE, REPEATS, Filling, Role, group_of
from handlers.commands.meeting_fields import named_of
from handlers.filled import Filled
from handlers.grammar.school_names import match_schools
from handlers.ids import meetings as ids
from handlers.visit import Visit
from handlers.words.text import listed
from scheduling.meetings.facts import Invitation, MeetingKind, OccurrenceChange, Plan, RequiredRole
from scheduling.roster.facts import School
from scheduling.roster.queries import list_people, list_people_by_email, list_people_by_slack, list_schools
from scheduling.store.transaction import Transaction

_ADDRESS: Final = re.compile(r"[^\s,;<>\"'()]+@[^\s,;<>\"'()]+")
_BETWEEN: Final = re.compile(r"[,;\n]+")
_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan as the fields have it, and what in them could not be read.

    Attributes:
        plan: None where a day or a time is missing.
        errors: block id → sentence.
    """

    plan: Plan | None
    errors: dict[str, str]


def filling_of(filled: Filled) -> Filling:
    """The fields as they were typed, to be shown again."""
    school = filled.choice(ids.SCHOOL)
    minutes = filled.choice(ids.LENGTH)
    repeats = filled.choice(ids.REPEATS)
    roles = [
        Role(filled.text(name), filled.people(who))
        for name, who in zip(ids.ROLES, ids.ROLE_PEOPLE, strict=True)
    ]
    return Filling(
        kind=filled.choice(ids.KIND),
        title=filled.text(ids.TITLE),
        agenda=filled.text(ids.AGENDA),
        place=filled.text(ids.PLACE),
        school_id=int(school) if school.isdecimal() else None,
        school_typed=filled.text(ids.SCHOOL_TYPED),
        day=filled.day(ids.DAY),
        starts=filled.clock(ids.STARTS),
        minutes=int(minutes) if minutes.isdecimal() else 0,
        repeats=repeats if repeats in REPEATS else ONCE,
        until=filled.day(ids.UNTIL),
        times=filled.text(ids.TIMES),
        people=filled.people(ids.PEOPLE),
        by_mail=filled.text(ids.BY_MAIL),
        groups=filled.choices(ids.GROUPS),
        roles=(roles[0], roles[1]),
        quorum=filled.text(ids.QUORUM),
        serves=filled.choice(ids.SERVES),
    )


def read_plan(tx: Transaction, visit: Visit, filling: Filling, before: Invitation | None) -> Reading:
    """The plan that the fields mean, and everything in them that means nothing.

    Args:
        tx: any transaction.
        visit: who has sent it.
        filling: the fields.
        before: the meeting that it changes; who stood in no field of its form stays asked.
    """
    fields = _Fields(tx, visit, filling)
    day, starts = filling.day, filling.starts
    if day is None:
        fields.errors[ids.DAY] = "Pick a day."
    if starts is None:
        fields.errors[ids.STARTS] = "Pick a time."
    school, roles, people = fields.school(), fields.roles(before), fields.people()
    times, quorum = fields.number(ids.TIMES, filling.times), fields.number(ids.QUORUM, filling.quorum)
    if day is None or starts is None:
        return Reading(None, fields.errors)
    every, last, _ = REPEATS[filling.repeats]
    plan = Plan(
        kind=_kind(filling.kind), title=filling.title, day=day, starts=starts,
        length=timedelta(minutes=filling.minutes), zone=_zone(visit, school, before), agenda=filling.agenda,
        place=filling.place, school_id=None if school is None else school.id, every=every,
        until=filling.until if every else None, count=times if every else None, last=last,
        people=_everybody(tx, people, roles, before),
        groups=tuple(group for value in filling.groups if (group := group_of(value)) is not None),
        required_roles=roles, quorum=quorum or 0, requirement=filling.serves,
    )  # fmt: skip
    return Reading(plan, fields.errors)


def read_change(filling: Filling) -> OccurrenceChange | None:
    """What is to be different in one occurrence; None: a day or a time is missing."""
    if filling.day is None or filling.starts is None:
        return None
    length = timedelta(minutes=filling.minutes)
    return OccurrenceChange(filling.day, filling.starts, length, filling.place, filling.agenda)


@dataclass(slots=True)
class _Fields:
    """The fields of one form, and what was wrong with those read so far."""

    tx: Transaction
    visit: Visit
    filling: Filling
    errors: dict[str, str] = field(default_factory=dict)

    def school(self) -> School | None:
        schools = list_schools(self.tx)
        typed = self.filling.school_typed
        if not typed:
            return next((each for each in schools if each.id == self.filling.school_id), None)
        found = match_schools(schools, typed)
        if len(found) == 1:
            return found[0]
        named = listed([each.name for each in found[:4]], "or")
        self.errors[ids.SCHOOL_TYPED] = f"Which one: {named}?" if found else "No school is called that."
        return None

    def people(self) -> tuple[int, ...]:
        """Everybody who was chosen or typed, by id."""
        chosen = self._accounts(ids.PEOPLE, self.filling.people)
        return tuple(dict.fromkeys((*chosen, *self._addresses())))

    def roles(self, before: Invitation | None) -> tuple[RequiredRole, ...]:
        """The rows that are filled in; those for which the form has no row stay as they are."""
        known = () if before is None else before.meeting.plan.required_roles
        found = []
        for row, role in enumerate(self.filling.roles):
            who = self._accounts(ids.ROLE_PEOPLE[row], role.people)
            if row < len(known):
                who = (*who, *_without_account(self.tx, known[row]))
            if role.name and not who:
                self.errors.setdefault(ids.ROLE_PEOPLE[row], f"Who can be the {role.name}? Choose people.")
            elif role.people and not role.name:
                self.errors[ids.ROLES[row]] = "What are they? Name the role."
            elif role.name:
                found.append(RequiredRole(role.name, tuple(dict.fromkeys(who))))
        return (*found, *known[len(self.filling.roles) :])

    def number(self, block_id: str, typed: str) -> int | None:
        if not typed:
            return None
        if not (typed.isascii() and typed.isdecimal() and len(typed) <= 9):
            self.errors[block_id] = "A whole number, please."
            return None
        return int(typed)

    def _accounts(self, block_id: str, accounts: Sequence[str]) -> tuple[int, ...]:
        team = self.visit.person.slack_team_id or ""
        found = list_people_by_slack(self.tx, team, accounts)
        strange = [_place(number) for number, each in enumerate(accounts) if each not in found]
        if strange:
            are = "is" if len(strange) == 1 else "are"
            self.errors[block_id] = (
                f"The {listed(strange[:5])} of those chosen {are} not on the Muster roster. Take them out, "
                "or have a coordinator add them."
            )
        return tuple(found[each].id for each in accounts if each in found)

    def _addresses(self) -> tuple[int, ...]:
        addresses: list[str] = []
        unread = []
        for entry in _BETWEEN.split(self.filling.by_mail):
            address = _ADDRESS.search(entry)
            if address is not None:
                addresses.append(address[0])
            elif entry.strip():
                unread.append(f"“{entry.strip()}”")
        found = list_people_by_email(self.tx, addresses)
        unknown = [address for address in dict.fromkeys(addresses) if address.lower() not in found]
        told = []
        if unread:
            told.append(f"No e-mail address: {listed(unread[:3])}.")
        if unknown:
            told.append(f"Not on the roster: {listed(unknown[:3])}.")
        if told:
            self.errors[ids.BY_MAIL] = " ".join(told)[:300]
        return tuple(found[each.lower()].id for each in addresses if each.lower() in found)


def _kind(carried: str) -> MeetingKind:
    return MeetingKind(carried) if carried in set(MeetingKind) else MeetingKind.SAFETY


def _zone(visit: Visit, school: School | None, before: Invitation | None) -> str:
    """The clock of the school; without one, or at the same one as before, that by which it was told."""
    stands = None if before is None else before.meeting.plan
    if stands is not None and (school is None or school.id == stands.school_id):
        return stands.zone
    return visit.zone.key if school is None else school.zone


def _everybody(
    tx: Transaction, people: Iterable[int], roles: Iterable[RequiredRole], before: Invitation | None
) -> tuple[int, ...]:
    """Those named, those who can fill a role, and those for whom no field had room."""
    unshown = () if before is None else named_of(list_people(tx, ids=before.meeting.plan.people)).unshown
    needed = [person for role in roles for person in role.people]
    return tuple(dict.fromkeys((*people, *needed, *unshown)))


def _without_account(tx: Transaction, role: RequiredRole) -> tuple[int, ...]:
    """Who can fill a role and stands in no menu of people."""
    return tuple(each.id for each in list_people(tx, ids=role.people) if not each.slack_id)


def _place(number: int) -> str:
    return _ORDINALS[number] if number < len(_ORDINALS) else f"{number + 1}th"
