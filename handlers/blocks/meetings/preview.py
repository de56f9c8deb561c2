"""What a plan or a change would mean, shown before anything is sent; and what was sent, shown after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from zoneinfo import ZoneInfo

from handlers.blocks.elements import context, section
from handlers.message import Block
from handlers.refusals.wording import sentence_of
from handlers.words.local_times import day, span
from handlers.words.meetings import place_of, repeat_of, title_of, when_of
from handlers.words.text import counted, escaped, named
from scheduling.ical.repeat import Occurrence as OfRule
from scheduling.meetings.facts import Invitation, Occurrence, Plan
from scheduling.meetings.plans.clashes import Clash
from scheduling.meetings.rules.times import by_rule
from scheduling.refusals import Refusal
from scheduling.roster.facts import Person
from scheduling.zones import zone

_MOST_NAMES = 6
_MOST_CLASHES = 5
_NO_MAIL = "Mail is not set up: Slack only, and no mail for calendars."


@dataclass(frozen=True, slots=True)
class Preview:
    """What it would mean.

    Attributes:
        plan: as it would stand.
        one: the occurrence that is changed, as it would stand; None: the plan changes.
        people: everybody who would be asked, by name.
        joining, leaving: of a change: who is asked newly, and who no longer.
        clashes: who of them is on a shift at that time.
        retimed: answers that were given would no longer hold.
        split: what has begun stays, and the rest becomes a meeting of its own.
        sends_mail: see `Desk`.
    """

    plan: Plan
    people: tuple[Person, ...]
    clashes: tuple[Clash, ...]
    one: Occurrence | None = None
    joining: tuple[Person, ...] = ()
    leaving: tuple[Person, ...] = ()
    retimed: bool = False
    split: bool = False
    sends_mail: bool = True

    @property
    def digest(self) -> str:
        """Differs where anything does that its reader was shown or has typed."""
        one = (
            None
            if self.one is None
            else (self.one.starts_at, self.one.ends_at, self.one.place, self.one.agenda)
        )
        names = [sorted(each.id for each in group) for group in (self.people, self.joining, self.leaving)]
        clashes = [(each.person_id, each.starts_at, each.shift.id) for each in self.clashes]
        told = (
            self.plan,
            one,
            names,
            clashes,
            self.retimed,
            self.split,
            reach_lines(self.people, sends_mail=self.sends_mail),
        )
        return sha256(repr(told).encode()).hexdigest()[:16]


def preview_blocks(preview: Preview, reader: ZoneInfo) -> list[Block]:
    """On top of the form: when, how often, who, what stands in the way; nothing is sent yet."""
    lines = [f"*{title_of(preview.plan)}*", *_when(preview, reader), _asked(preview)]
    notes = [
        *_changes(preview),
        *reach_lines(preview.people, sends_mail=preview.sends_mail),
        *clash_lines(preview.clashes),
    ]
    return [
        section("\n".join(line for line in lines if line)),
        *([context("\n".join(notes))] if notes else []),
        context("*Nothing is sent yet.* Below is what you typed: change it, or press *Send*."),
    ]


def changed_blocks(changed: Refusal, stands: Invitation, reader: ZoneInfo) -> list[Block]:
    """On top of the form: somebody else has changed the meeting meanwhile, and how it stands now."""
    sentence, plan = sentence_of(changed, reader), stands.meeting.plan
    first = by_rule(plan)[0]
    now = [title_of(plan), when_of(first.starts_at, first.ends_at, zone(plan.zone)), place_of(plan.place)]
    return [
        section(f":warning: {sentence.shown}"),
        context(f"It stands now as: {' · '.join([*(part for part in now if part), *_repeats(plan)])}"),
        context("Below is what you typed. Look at it once more, then send it."),
    ]


def reach_lines(people: Iterable[Person], *, sends_mail: bool) -> list[str]:
    """Who is reached by one way only, and who by none; without a mail server, that it goes by Slack alone."""
    every = list(people)
    if not sends_mail and every:
        untold = [each for each in every if not each.slack_id]
        alone = f":warning: Not in Slack, tell them yourself: {names_of(untold)}." if untold else ""
        return [line for line in (_NO_MAIL, alone) if line]
    ways: Sequence[tuple[str, list[Person]]] = (
        ("No mail address, in Slack only", [each for each in every if each.slack_id and not each.email]),
        ("Not in Slack, by mail only", [each for each in every if not each.slack_id and each.email]),
        (
            ":warning: Neither in Slack nor with a mail address, tell them yourself",
            [each for each in every if not each.slack_id and not each.email],
        ),
    )
    return [f"{words}: {names_of(found)}." for words, found in ways if found]


def clash_lines(clashes: Sequence[Clash]) -> list[str]:
    """Who is on a shift meanwhile, the soonest first."""
    if not clashes:
        return []
    people = len({each.person_id for each in clashes})
    head = f":warning: *{counted(people, 'person is', 'people are')}* on a shift at that time:"
    shown = [f"• {_clash(each)}" for each in clashes[:_MOST_CLASHES]]
    more = len(clashes) - len(shown)
    return [head, *shown, *([f"• and {more} more"] if more else [])]


def names_of(people: Sequence[Person]) -> str:
    """Their names; of many the first few, and how many more."""
    return named((each.name for each in people), _MOST_NAMES)


def _clash(each: Clash) -> str:
    at = zone(each.shift.school.zone)
    return (
        f"{escaped(each.name, 60)}: {escaped(each.shift.school.name, 60)}, "
        f"{span(each.shift.starts_at, each.shift.ends_at, at)}"
    )


def _when(preview: Preview, reader: ZoneInfo) -> list[str]:
    at = zone(preview.plan.zone)
    if preview.one is not None:
        return [when_of(preview.one.starts_at, preview.one.ends_at, at, reader)]
    times = by_rule(preview.plan)
    first, last = times[0], times[-1]
    lines = [when_of(first.starts_at, first.ends_at, at, reader)]
    if preview.plan.repeat is not None:
        lines.append(f"Takes place {repeat_of(preview.plan)}{_count(preview.plan, len(times), last, at)}")
    return lines


def _repeats(plan: Plan) -> list[str]:
    return [repeat_of(plan)] if plan.repeat is not None else []


def _count(plan: Plan, times: int, last: OfRule, at: ZoneInfo) -> str:
    """What the rule leaves open: how often that is, or which day is the last."""
    if plan.until is not None:
        return f": {counted(times, 'time')}"
    on = last.starts_at.astimezone(at).date()
    return f"; the last on {day(on)}, {on.year}"


def _asked(preview: Preview) -> str:
    count = len(preview.people)
    return f"Asks *{count}* {'person' if count == 1 else 'people'}: {names_of(preview.people)}"


def _changes(preview: Preview) -> list[str]:
    lines = []
    if preview.joining:
        lines.append(f"Invited newly: {names_of(preview.joining)}.")
    if preview.leaving:
        lines.append(f"Taken off: {names_of(preview.leaving)}.")
    if preview.split:
        lines.append("What has begun or comes before stays as it was; the rest becomes a meeting of its own.")
    if preview.retimed:
        lines.append("The time is another: everybody is asked anew.")
    return lines
