"""A table `[requirements.KEY]` of a policy pack, and the requirement that it says.

Hours are hours here, and whole minutes from then on.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from scheduling.policy.grammar import MaybeDay, Source, Told, words
from scheduling.policy.requirements import (
    FISCAL_YEAR_BEGINS,
    Amount,
    Anchor,
    Approver,
    Consequence,
    Due,
    Every,
    Evidence,
    Exclusion,
    ExtensionTerms,
    OnClock,
    Requirement,
    Starts,
    Who,
    longest_span,
)

_LADDER = (30, 14, 7, 3, 1, 0)
_MINUTES = 60
_FORGIVEN = 0.001


def _in_whole_minutes(hours: float) -> float:
    """Records count minutes, and one is the least; as little as 0.5166666666666667 can say 31 of them is
    forgiven.
    """
    minutes = hours * _MINUTES
    if round(minutes) < 1 or abs(minutes - round(minutes)) > _FORGIVEN:
        raise ValueError
    return hours


Name = Annotated[str, words(75)]
Named = Annotated[str, words(60)]
Text = Annotated[str, words(500)]
Hours = Annotated[float, Field(gt=0, le=24 * 366), AfterValidator(_in_whole_minutes)]
Kind = Literal["SSO", "SRO"]
Employment = Literal["agency_contract", "secondary", "district"]
Rung = Annotated[int, Field(ge=0, le=366)]
AnchorName = Annotated[Anchor, Field(strict=False)]
ApproverName = Annotated[Approver, Field(strict=False)]

_ANCHORS = '"eligible", "first_shift", "hired" or "assigned"'
_NAMES = "a list of at most 60 names of at most 75 characters"
_YES_NO = "true or false; left out, it fits both"
_APPROVERS = '"supervisor" or "coordinator"'


class WhoTold(Told):
    """`who = { kinds = ["SSO"], armed = true }`"""

    kinds: list[Kind] = Field([], description='a list of "SSO" and "SRO"')
    programmes: list[Named] = Field([], description='a list of names as the roster has them, e.g. ["SSP"]')
    funding: list[Named] = Field([], description='a list of names as the roster has them, e.g. ["SSP"]')
    employments: list[Employment] = Field(
        [], description='a list of "agency_contract", "secondary" and "district"'
    )
    armed: bool | None = Field(None, description=_YES_NO)
    core_team: bool | None = Field(None, description=_YES_NO)
    worked_before: MaybeDay = None

    def who(self) -> Who:
        """Whom it concerns."""
        return Who(
            kinds=tuple(self.kinds),
            programmes=tuple(self.programmes),
            funding=tuple(self.funding),
            employments=tuple(self.employments),
            armed=self.armed,
            core_team=self.core_team,
            worked_before=self.worked_before,
        )


class ExclusionTold(Told):
    """`[[requirements.KEY.excluded]]`"""

    who: WhoTold = Field(description='a table that says whom it fits, e.g. who = { kinds = ["SRO"] }')
    why: Annotated[str, words(300)] = Field(
        description="a sentence for the person whom it excludes, in at most 300 characters"
    )
    permitted: bool = Field(
        default=True, description="true, or false where they may not do it even if they want to"
    )

    def exclusion(self) -> Exclusion:
        """Who is not concerned, and why."""
        return Exclusion(self.who.who(), self.why, self.permitted)


class StartsTold(Told):
    """`starts = { anchors = ["eligible", "first_shift"] }`"""

    anchors: list[AnchorName] = Field([], description=f"a list of {_ANCHORS}")
    counts: AnchorName | None = Field(None, description=f"the one of the anchors that counts: {_ANCHORS}")
    every: Annotated[Every, Field(strict=False)] | None = Field(
        None, description='"calendar_year", "fiscal_year" or "completion"'
    )
    on: MaybeDay = None
    after: Named | None = Field(
        None, description="the key of the requirement whose completion starts this one"
    )
    first_month: int | None = Field(
        None, ge=1, le=12, description="the month in which the fiscal year begins, 1 to 12"
    )

    def starts(self) -> Starts:
        """What starts the clock."""
        return Starts(
            anchors=tuple(self.anchors),
            counts=self.counts,
            every=self.every,
            on=self.on,
            after=self.after or "",
            first_month=self.first_month or FISCAL_YEAR_BEGINS,
        )


class DueTold(Told):
    """`due = { days = 60 }`"""

    days: int | None = Field(
        None, gt=0, le=3660, description="a whole number of days above 0, e.g. days = 60"
    )
    months: int | None = Field(
        None, gt=0, le=240, description="a whole number of calendar months above 0, e.g. months = 12"
    )
    on: MaybeDay = None
    counted_from: AnchorName | None = Field(None, description=_ANCHORS)

    def due(self) -> Due:
        """By when."""
        return Due(days=self.days, months=self.months, on=self.on, counted_from=self.counted_from)


class AmountTold(Told):
    """`amount = { hours = 40, topics = ["Bullying"] }`"""

    sessions: list[Name] = Field([], max_length=60, description=_NAMES)
    hours: Hours | None = Field(
        None, description="a number of hours above 0, in whole minutes, e.g. hours = 40"
    )
    topics: list[Name] = Field([], max_length=60, description=_NAMES)
    topic_hours: dict[Name, Hours] = Field({}, description='a table such as { "First aid" = 4 }')
    counts_back_months: int | None = Field(
        None, gt=0, le=1200, description="a whole number of months above 0, e.g. counts_back_months = 24"
    )

    def amount(self) -> Amount:
        """How much."""
        return Amount(
            sessions=tuple(self.sessions),
            minutes=_minutes(self.hours or 0),
            topics=tuple(self.topics),
            topic_minutes={topic: _minutes(hours) for topic, hours in self.topic_hours.items()},
            counts_back_months=self.counts_back_months,
        )


class ExtensionTold(Told):
    """`extension = { longest_days = 31, approver = "coordinator" }`"""

    longest_days: int = Field(gt=0, le=366, description="a whole number of days from 1 to 366")
    approver: ApproverName = Field(Approver.SUPERVISOR, description=_APPROVERS)

    def terms(self) -> ExtensionTerms:
        """How far it may be put off, and by whom."""
        return ExtensionTerms(self.longest_days, self.approver)


class RequirementTold(Told):
    """One requirement as a pack says it."""

    title: Annotated[str, words(75)] = Field(
        description='its name as officers know it, in at most 75 characters, e.g. title = "SSO training"'
    )
    source: Source
    starts: StartsTold = Field(
        description='a table that says what starts the clock, e.g. starts = { anchors = ["hired"] }'
    )
    due: DueTold = Field(DueTold(), description="a table that says by when, e.g. due = { days = 60 }")
    amount: AmountTold = Field(
        AmountTold(), description="a table that says how much, e.g. amount = { hours = 40 }"
    )
    on: bool = Field(default=True, description="true or false")
    note: Text | None = Field(None, description="a sentence of at most 500 characters")
    who: WhoTold = Field(WhoTold(), description='a table that says whom, e.g. who = { kinds = ["SSO"] }')
    excluded: list[ExclusionTold] = Field([], description="tables [[requirements.KEY.excluded]]")
    reminders: list[Rung] | None = Field(
        None,
        max_length=20,
        description="a list of at most 20 whole numbers of days from 0 to 366, e.g. [30, 7, 0]",
    )
    consequence: Annotated[Consequence, Field(strict=False)] = Field(
        Consequence.TELL, description='"tell", "block" or "hand_back"'
    )
    extension: ExtensionTold | None = Field(
        None, description="a table, e.g. extension = { longest_days = 30 }"
    )
    exempted_by: ApproverName | None = Field(None, description=_APPROVERS)
    evidence: Annotated[Evidence, Field(strict=False)] = Field(
        Evidence.OWN_WORD, description='"own_word" or "verified"'
    )
    certificate: bool = Field(default=False, description="true or false")
    on_clock: Annotated[OnClock, Field(strict=False)] = Field(
        OnClock.ALLOW, description='"refuse", "flag" or "allow"'
    )
    on_clock_rule: Text | None = Field(
        None, description="the sentence that forbids training during a shift, in at most 500 characters"
    )
    excused_share: float | None = Field(
        None, gt=0, lt=1, description="a share above 0 and below 1, e.g. 0.10"
    )
    qualification: bool = Field(default=False, description="true or false")
    since: MaybeDay = None
    until: MaybeDay = None

    def requirement(self, key: str) -> Requirement:
        """The requirement as everything else reads it, rungs in the order in which they are told."""
        starts, due = self.starts.starts(), self.due.due()
        return Requirement(
            key=key,
            title=self.title,
            source=self.source,
            starts=starts,
            due=due,
            amount=self.amount.amount(),
            on=self.on,
            note=self.note or "",
            who=self.who.who(),
            excluded=tuple(each.exclusion() for each in self.excluded),
            reminders=_ladder(self.reminders, longest_span(starts, due)),
            consequence=self.consequence,
            extension=self.extension.terms() if self.extension else None,
            exempted_by=self.exempted_by,
            evidence=self.evidence,
            certificate=self.certificate,
            on_clock=self.on_clock,
            on_clock_rule=self.on_clock_rule or "",
            excused_share=self.excused_share,
            qualification=self.qualification,
            since=self.since,
            until=self.until,
        )


def _minutes(hours: float) -> int:
    return round(hours * _MINUTES)


def _ladder(told: list[int] | None, span: int | None) -> tuple[int, ...]:
    """As told; else the usual one, without what lies before a short span begins."""
    if told is not None:
        return tuple(sorted(told, reverse=True))
    return tuple(rung for rung in _LADDER if span is None or rung <= span)
