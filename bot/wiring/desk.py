"""The desk at which listeners work, and the escalator that each of their changes wakes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.courier import Courier
from bot.tasks.escalator import Escalator, sweep_due_escalations
from bot.wiring.ground import Ground
from bot.wiring.slack import Slack
from handlers.desk import Desk


def build_desk(
    on: Ground, slack: Slack, courier: Courier, *, sends_mail: bool, patience: timedelta
) -> tuple[Desk, Escalator]:
    """Whatever changes at the desk wakes the courier and the escalator; the escalator's own changes do not
    wake it again.
    """
    settings = on.settings
    own = Desk(
        on.database, on.clock, on.policy, settings.zone, slack.answers.later, courier.wake,
        slack.directory.link_account, public_url=settings.public_url, sends_mail=sends_mail,
        patience=patience,
    )  # fmt: skip
    escalator = Escalator(on.clock, partial(sweep_due_escalations, own), on.watch.explains)
    return replace(own, wake=_both(courier.wake, escalator.wake)), escalator


def _both(first: Callable[[], None], then: Callable[[], None]) -> Callable[[], None]:
    """Both, one after the other."""

    def run() -> None:
        first()
        then()

    return run
