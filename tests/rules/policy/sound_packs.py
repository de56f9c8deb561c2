"""Random requirements that are sound, and what a pack file says of each."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from scheduling.policy.requirements import (
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
)

_LETTERS = "abcXYZ éß€中 .,;:-_'\"\\(){}[]=#/&<>0123456789"
_PROSE = st.text(_LETTERS, min_size=1, max_size=60).map(str.strip).filter(bool)
_DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
_NAMES = st.lists(_PROSE, max_size=5, unique_by=str.casefold).map(tuple)
_ANCHORS = st.lists(st.sampled_from(Anchor), min_size=1, unique=True).map(tuple)

who = st.builds(
    Who,
    kinds=st.sampled_from([(), ("SSO",), ("SSO", "SRO")]),
    programmes=_NAMES,
    employments=st.sampled_from([(), ("district",), ("secondary", "agency_contract")]),
    armed=st.sampled_from([None, True, False]),
    core_team=st.sampled_from([None, True, False]),
    worked_before=st.none() | _DAYS,
)


@st.composite
def _clocks(draw: st.DrawFn) -> tuple[Starts, Due]:
    span = draw(st.builds(Due, days=st.integers(30, 3660)) | st.builds(Due, months=st.integers(1, 240)))
    match draw(st.sampled_from(["anchors", "year", "completion", "on"])):
        case "anchors":
            anchors = draw(_ANCHORS)
            counted = Due(span.days, span.months, counted_from=draw(st.none() | st.sampled_from(Anchor)))
            return Starts(anchors, counts=draw(st.none() | st.sampled_from(anchors))), counted
        case "year":
            fiscal = Starts(every=Every.FISCAL_YEAR, first_month=draw(st.integers(1, 12)))
            return draw(st.sampled_from([Starts(every=Every.CALENDAR_YEAR), fiscal])), Due()
        case "completion":
            return Starts(every=Every.COMPLETION), span
    on = draw(_DAYS)
    return Starts(on=on), draw(
        st.sampled_from([span, Due(on=on + timedelta(days=draw(st.integers(30, 400))))])
    )


@st.composite
def _amounts(draw: st.DrawFn, starts: Starts) -> Amount:
    back = draw(st.none() | st.integers(1, 1200)) if starts.every is None else None
    hours_allowed = starts.every is not Every.COMPLETION
    match draw(st.sampled_from(["once", "sessions", "hours"] if hours_allowed else ["once", "sessions"])):
        case "sessions":
            return Amount(sessions=draw(_NAMES), counts_back_months=back)
        case "hours":
            topics = draw(_NAMES)
            least = {topic: draw(st.integers(1, 60)) for topic in topics[:2]}
            minutes = draw(st.integers(120, 40 * 60))
            return Amount(minutes=minutes, topics=topics, topic_minutes=least, counts_back_months=back)
    return Amount(counts_back_months=back)


@st.composite
def requirements(draw: st.DrawFn, key: str = "course") -> Requirement:
    """Anything that a pack may ask by itself."""
    starts, due = draw(_clocks())
    amount = draw(_amounts(starts))
    on_clock = draw(st.sampled_from(OnClock))
    excluded = Exclusion(Who(funding=("Elsewhere",)), draw(_PROSE), permitted=draw(st.booleans()))
    return Requirement(
        key=key,
        title=draw(_PROSE),
        source=draw(_PROSE),
        starts=starts,
        due=due,
        amount=amount,
        on=draw(st.booleans()),
        note=draw(st.just("") | _PROSE),
        who=draw(who),
        excluded=draw(st.sampled_from([(), (excluded,)])),
        reminders=tuple(
            sorted(draw(st.lists(st.integers(0, 28), min_size=1, max_size=6, unique=True)), reverse=True)
        ),
        consequence=draw(st.sampled_from(Consequence)),
        extension=draw(st.none() | st.builds(ExtensionTerms, st.integers(1, 366), st.sampled_from(Approver))),
        exempted_by=draw(st.none() | st.sampled_from(Approver)),
        evidence=draw(st.sampled_from(Evidence)),
        certificate=draw(st.booleans()),
        on_clock=on_clock,
        on_clock_rule="" if on_clock is OnClock.ALLOW else draw(_PROSE),
        excused_share=draw(st.none() | st.just(0.1)) if amount.minutes else None,
        qualification=draw(st.booleans()) and not amount.sessions and not amount.minutes,
        since=draw(st.none() | _DAYS) if due.on is None and starts.on is None else None,
    )


def told_of(requirement: Requirement) -> dict[str, Any]:
    """What a pack file says of it; what says nothing is left out."""
    starts, due, amount, extension = (
        requirement.starts, requirement.due, requirement.amount, requirement.extension,
    )  # fmt: skip
    told = {
        "title": requirement.title,
        "source": requirement.source,
        "note": requirement.note or None,
        "on": requirement.on,
        "who": _who(requirement.who),
        "excluded": [
            {"who": _who(each.who), "why": each.why, "permitted": each.permitted}
            for each in requirement.excluded
        ],
        "starts": _given(
            anchors=list(starts.anchors), counts=starts.counts, every=starts.every, on=starts.on,
            first_month=starts.first_month if starts.every is Every.FISCAL_YEAR else None,
        ),
        "due": _given(days=due.days, months=due.months, on=due.on, counted_from=due.counted_from),
        "amount": _given(
            sessions=list(amount.sessions),
            hours=amount.minutes / 60 if amount.minutes else None,
            topics=list(amount.topics),
            topic_hours={topic: minutes / 60 for topic, minutes in amount.topic_minutes.items()},
            counts_back_months=amount.counts_back_months,
        ),
        "reminders": list(requirement.reminders),
        "consequence": requirement.consequence,
        "extension": extension and {"longest_days": extension.longest_days, "approver": extension.approver},
        "exempted_by": requirement.exempted_by,
        "evidence": requirement.evidence,
        "certificate": requirement.certificate,
        "on_clock": requirement.on_clock,
        "on_clock_rule": requirement.on_clock_rule or None,
        "excused_share": requirement.excused_share,
        "qualification": requirement.qualification,
        "since": requirement.since,
    }  # fmt: skip
    return _given(**told)


def _who(told: Who) -> dict[str, Any]:
    return _given(
        kinds=list(told.kinds),
        programmes=list(told.programmes),
        funding=list(told.funding),
        employments=list(told.employments),
        armed=told.armed,
        core_team=told.core_team,
        worked_before=told.worked_before,
    )


def _given(**told: Any) -> dict[str, Any]:
    return {key: value for key, value in told.items() if value is not None}
