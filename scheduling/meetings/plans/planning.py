"""Planning a meeting: judged, stored, and sent to everybody whom it asks, in one transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_hex

from scheduling.audit.actions import Change, actor_of, record
from scheduling.meetings.access import authorise_planner
from scheduling.meetings.facts import Asked, Invitation, Meeting, Plan
from scheduling.meetings.letters.telling import Told, tell_change
from scheduling.meetings.plans.asked import gather_asked
from scheduling.meetings.plans.clashes import Clash, list_clashes
from scheduling.meetings.plans.keeping import add_meeting
from scheduling.meetings.queries import find_same
from scheduling.meetings.rules.judging import judge_plan, judge_times, tidied
from scheduling.meetings.rules.revising import carry_over, ended
from scheduling.meetings.rules.times import coming, next_stamp
from scheduling.policy.schema import Policy
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_school
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Preview:
    """What a plan would mean, before anything is sent: whom it asks, and who of them is on a shift.

    Attributes:
        draft: as it would stand.
    """

    plan: Plan
    asked: Asked
    clashes: tuple[Clash, ...]
    draft: Invitation


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting that stands, who was told of it, and who of them is on a shift meanwhile."""

    invitation: Invitation
    told: Told
    clashes: tuple[Clash, ...] = ()


def preview_meeting(tx: Transaction, *, actor: Person, plan: Plan, policy: Policy) -> Preview:
    """Look at a plan; changes nothing.

    Raises:
        Refused: what `plan_meeting` refuses.
    """
    authorise_planner(actor)
    plan = tidied(plan)
    asked = _judged(tx, actor, plan, policy)
    draft = draft_of(plan, asked, tx.now, organiser_id=actor.id)
    return Preview(plan, asked, list_clashes(tx, coming(draft, tx.now), draft.people), draft)


def plan_meeting(tx: Transaction, *, actor: Person, plan: Plan, policy: Policy) -> Planned:
    """Store a meeting, with the actor as its organiser, and invite everybody whom it asks.

    Raises:
        Refused: NOT_ENTITLED and others of who may act; what `judge` refuses; MEETING_TWICE {number, title}:
            the actor has planned the same already, perhaps because it came twice.
    """
    tx.lock(people, [actor.id])  # so that of two at once the later one sees the first
    seen = preview_meeting(tx, actor=actor, plan=plan, policy=policy)
    added = add_meeting(tx, seen.draft, seen.asked.by)
    record_change(tx, actor, "planned", added)
    return Planned(added, tell_change(tx, None, added), seen.clashes)


def judge(tx: Transaction, plan: Plan, asked: Asked, policy: Policy, *, begun_on: date | None = None) -> None:
    """Let a tidied plan pass that may be stored; `begun_on` as in `judge_times`.

    Raises:
        Refused: everything that `judge_times` and `judge_plan` say, at once; MEETING_GONE {what: "school"}.
    """
    refusals = [*judge_times(plan, tx.now, begun_on=begun_on), *judge_plan(plan, asked, policy)]
    if plan.school_id is not None and find_school(tx, plan.school_id) is None:
        refusals.append(Refusal(Rule.MEETING_GONE, {"what": "school"}))
    if refusals:
        raise Refused(*refusals)


def draft_of(
    plan: Plan, asked: Asked, now: datetime, *, organiser_id: int, rest_of: Invitation | None = None
) -> Invitation:
    """A judged plan as a meeting with a name of its own, which has no number yet."""
    meeting = Meeting(
        id=0,
        uid=f"meeting-{token_hex(16)}@muster",  # nothing that could change, and that nobody can guess
        plan=plan,
        organiser_id=organiser_id,
        sequence=0,
        revised_at=next_stamp(None, now),
        series_id=None if rest_of is None else rest_of.meeting.id,
    )
    planned = Invitation(meeting, people=frozenset(asked.by))
    return ended(planned) if rest_of is None else carry_over(rest_of, planned)


def record_change(
    tx: Transaction, actor: Person, what: str, after: Invitation, *, reason: str = "", **figures: object
) -> None:
    """One row in the audit: what was done, and how the meeting stands."""
    meeting, plan = after.meeting, after.meeting.plan
    stands = {
        "title": plan.title, "day": plan.day, "starts": f"{plan.starts:%H:%M}", "zone": plan.zone,
        "minutes": int(plan.length.total_seconds() // 60), "every": plan.every.value if plan.every else "",
        "people": sorted(after.people), "sequence": meeting.sequence, **figures,
    }  # fmt: skip
    change = Change(actor_of(actor.id), f"meeting_{what}", "meeting", meeting.id, None, stands, reason)
    record(tx, change)


def _judged(tx: Transaction, actor: Person, plan: Plan, policy: Policy) -> Asked:
    asked = gather_asked(tx, plan)
    judge(tx, plan, asked, policy)
    if (number := find_same(tx, actor.id, plan)) is not None:
        raise Refused(Refusal(Rule.MEETING_TWICE, {"number": number, "title": plan.title}))
    return asked
