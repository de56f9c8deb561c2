"""What is asked of officers, owed and done, for tests of rules, which touch no database."""

from datetime import date
from typing import Any

from scheduling.policy.requirements import Amount, Anchor, Consequence, Due, Every, Requirement, Starts
from scheduling.training.facts import ONCE, Obligation, ObligationState, RecordState, TrainingRecord
from scheduling.zones import end_of_day, zone

SESSIONS = tuple(f"Session {number}" for number in range(1, 9))
TOPICS = tuple(f"Topic {number}" for number in range(1, 11))
FROM_FIRST_SHIFT = Starts(anchors=(Anchor.ELIGIBLE, Anchor.FIRST_SHIFT))
EACH_YEAR = Starts(every=Every.CALENDAR_YEAR)
ROLLING = Starts(every=Every.COMPLETION)


def requirement(key: str = "course", **told: Any) -> Requirement:
    """A course of eight sessions within 60 days of eligibility or the first shift, whichever is earlier, that
    hands shifts back when it is missed; unless told otherwise.
    """
    values: dict[str, Any] = {
        "title": "SSO asynchronous training", "source": "District handbook, page 4",
        "starts": FROM_FIRST_SHIFT, "due": Due(days=60), "amount": Amount(sessions=SESSIONS),
        "consequence": Consequence.HAND_BACK, **told,
    }  # fmt: skip
    return Requirement(key, **values)


def yearly_hours(hours: int = 40, **told: Any) -> Requirement:
    """So many hours a calendar year, over ten topics if told so."""
    amount = Amount(minutes=hours * 60, topics=told.pop("topics", ()), topic_minutes=told.pop("of_which", {}))
    return requirement("hours", **{"title": "In-service training", "starts": EACH_YEAR, "due": Due(),
                                   "amount": amount, **told})  # fmt: skip


def firearms(**told: Any) -> Requirement:
    """A qualification that lasts twelve months."""
    return requirement("firearms", **{"title": "Firearms qualification", "starts": ROLLING,
                                      "due": Due(months=12), "amount": Amount(), **told})  # fmt: skip


def obligation(terms: Requirement | None = None, **told: Any) -> Obligation:
    """The course, since 3 August 2026 and due on 2 October, owed by Ada Alder in Phoenix, unless told
    otherwise. `first_due_on` and `due_at` follow `due_on`, in the zone of the name `in_zone`.
    """
    due_on = told.get("due_on", date(2026, 10, 2))
    values: dict[str, Any] = {
        "id": 1, "person_id": 1, "edition": "district 1", "period": ONCE, "starts_on": date(2026, 8, 3),
        "first_due_on": due_on, "due_on": due_on, "state": ObligationState.OPEN,
        "due_at": end_of_day(due_on, zone(told.pop("in_zone", "America/Phoenix"))), **told,
    }  # fmt: skip
    return Obligation(requirement=terms or requirement(), **values)


def year_of_hours(year: int, terms: Requirement | None = None, **told: Any) -> Obligation:
    """The hours of one calendar year, with the year as their id."""
    values: dict[str, Any] = {
        "id": year, "period": str(year), "starts_on": date(year, 1, 1), "due_on": date(year, 12, 31), **told
    }  # fmt: skip
    return obligation(terms or yearly_hours(), **values)


def training_record(done_on: date, number: int = 1, **told: Any) -> TrainingRecord:
    """Something that Ada Alder says she did for the course, on a day, unless told otherwise."""
    values: dict[str, Any] = {
        "person_id": 1, "requirement": "course", "state": RecordState.LOGGED, **told,
    }  # fmt: skip
    return TrainingRecord(number, done_on=done_on, **values)


def hours_on(done_on: date, hours: float, number: int = 1, **told: Any) -> TrainingRecord:
    """So many hours of in-service training on a day."""
    return training_record(done_on, number, **{"requirement": "hours", "minutes": round(hours * 60), **told})
