"""The limits of a policy pack: one figure a table, with its source."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from scheduling.policy.grammar import MaybeDay, Source, Told
from scheduling.policy.schema import Limit
from scheduling.refusals import OverrideBy

Hours = Annotated[float, Field(gt=0, le=24 * 366, description="a number of hours above 0, e.g. hours = 8")]
Days = Annotated[float, Field(gt=0, le=366, description="a number of days above 0, e.g. days = 14")]
Months = Annotated[
    int, Field(gt=0, le=1200, description="a whole number of months above 0, e.g. months = 12")
]
Share = Annotated[float, Field(gt=0, le=1, description="a share above 0 and up to 1, e.g. share = 0.20")]
Switch = Annotated[bool, Field(description="true or false")]
Setter = Annotated[OverrideBy, Field(strict=False, description='"nobody", "supervisor" or "coordinator"')]


class _Binding(Told):
    """A figure that binds an officer: it has dates in force, and may be set aside."""

    source: Source
    override_by: Setter = OverrideBy.NOBODY
    since: MaybeDay = None
    until: MaybeDay = None


class HoursLimit(_Binding):
    """`hours = 14`"""

    hours: Hours

    def limit(self) -> Limit[timedelta]:
        """The figure as the rules read it."""
        return Limit(timedelta(hours=self.hours), self.source, self.override_by, self.since, self.until)


class MonthsLimit(_Binding):
    """`months = 12`"""

    months: Months

    def limit(self) -> Limit[int]:
        """The figure as the rules read it."""
        return Limit(self.months, self.source, self.override_by, self.since, self.until)


class SwitchLimit(_Binding):
    """`on = true`"""

    on: Switch

    def limit(self) -> Limit[bool]:
        """Whether the rule is on, as the rules read it."""
        return Limit(self.on, self.source, self.override_by, self.since, self.until)


class HoursFigure(Told):
    """`hours = 2`, which binds nobody."""

    source: Source
    hours: Hours

    def limit(self) -> Limit[timedelta]:
        """The figure as the rules read it."""
        return Limit(timedelta(hours=self.hours), self.source)


class DaysFigure(Told):
    """`days = 14`, which binds nobody."""

    source: Source
    days: Days

    def limit(self) -> Limit[timedelta]:
        """The figure as the rules read it."""
        return Limit(timedelta(days=self.days), self.source)


class ShareFigure(Told):
    """`share = 0.20`, which binds nobody."""

    source: Source
    share: Share

    def limit(self) -> Limit[float]:
        """The figure as the rules read it."""
        return Limit(self.share, self.source)
