"""How an occurrence stands: who says what, and whether it is enough. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from scheduling.meetings.facts import Answer, Attendee, Plan, Tally


def tally_of(plan: Plan, asked: Iterable[Attendee], original_at: datetime) -> Tally:
    """What everybody who is asked says of the occurrence with this original start, but for who has left."""
    said: dict[Answer, list[int]] = {answer: [] for answer in Answer}
    for each in asked:
        if each.left:
            continue
        said[each.says(original_at)].append(each.person_id)
    yes = said[Answer.YES]
    return Tally(
        yes=tuple(yes),
        maybe=tuple(said[Answer.MAYBE]),
        no=tuple(said[Answer.NO]),
        silent=tuple(said[Answer.NONE]),
        missing_roles=_missing(plan, yes),
        quorum=plan.quorum,
        short_by=max(0, plan.quorum - len(yes)),
    )


def _missing(plan: Plan, yes: Sequence[int]) -> tuple[str, ...]:
    return tuple(role.name for role in plan.required_roles if not set(role.people) & set(yes))
