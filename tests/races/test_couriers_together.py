"""Three couriers on one database: everything arrives once, whoever sends it, and whoever falls silent."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic

from sqlalchemy import func, select

from bot.clock import SystemClock
from bot.courier import Courier
from bot.delivery.dispatch import Dispatch
from bot.gateways.slack import SlackGateway
from bot.replicas.replica import LoneReplica
from bot.slack.app import web_client
from scheduling.outbox.actions import Notice, Urgency, enqueue, to_person
from scheduling.outbox.facts import NoticeState
from scheduling.outbox.leases import end_leases
from scheduling.outbox.tables import notices
from scheduling.store.engine import Database
from tests.factories.roster import add_person
from tests.fakes.slack_api import DROP_AFTER, DROP_BEFORE, SERVER_ERROR, SlackApi, listening
from tests.process.launch import PATIENCE
from tests.process.test_courier import CHANNELS, render

PEOPLE = 30
ALERTS = 200


class DyingReplica(LoneReplica):
    """One that can be cut off from its database in the middle of its work."""

    alive = True

    def fresh(self) -> bool:
        """Not once it is cut off."""
        return self.alive

    def still_ours(self, lease: str) -> bool:
        """Nothing is, once it is cut off."""
        return self.alive and super().still_ours(lease)


@contextmanager
def _couriers(database: Database, url: str, *replicas: LoneReplica) -> Iterator[list[Courier]]:
    clock = SystemClock()
    with ExitStack() as stopped:
        started = []
        for replica in replicas:
            gateway = SlackGateway(web_client(url, "xoxb-test"), clock)
            dispatch = Dispatch(database, clock, gateway, render, CHANNELS)
            courier = Courier(database, clock, dispatch, replica=replica)
            stopped.callback(courier.stop)
            courier.start()
            started.append(courier)
        yield started


def _fill(database: Database) -> None:
    with database.begin(SystemClock().now()) as tx:
        people = [add_person(tx, slack_team_id="T0MUSTER", slack_id=f"U{n:03}") for n in range(PEOPLE)]
        told = [
            Notice("news", to_person(person.id), f"news:{person.id}", {"says": f"<<news {person.id}>>"})
            for person in people
        ]
        alerts = [
            Notice("alert", "channel:shifts", f"alert:{n}", {"says": f"<<alert {n}>>"}, Urgency.URGENT)
            for n in range(ALERTS)
        ]
        enqueue(tx, [*told, *alerts])


def _read(api: SlackApi) -> Counter[str]:
    """How often each notice stands in what was posted; a phone's notification repeats the first line."""
    seen = Counter[str]()
    for channel in api.messages.values():
        for message in channel:
            shown = "".join(str(block.get("text", {}).get("text", "")) for block in message["blocks"])
            seen.update(re.findall(r"<<(.+?)>>", shown or message["text"]))
    return seen


def _unsettled(database: Database) -> int:
    with database.read(SystemClock().now()) as tx:
        sent = notices.c.state != NoticeState.SENT
        return int(tx.execute(select(func.count()).where(sent)).scalar_one())


def _wait_for_all(
    database: Database, api: SlackApi, couriers: list[Courier], dead: DyingReplica | None = None
) -> None:
    deadline = monotonic() + 2 * PATIENCE
    while left := _unsettled(database):
        assert monotonic() < deadline, f"{left} notices are not sent"
        with api.changed:
            api.changed.wait(0.5)
        if dead is not None and not dead.alive:
            with database.begin(SystemClock().now()) as tx:
                end_leases(tx, of=dead.id)
        for courier in couriers:
            courier.wake()


def test_three_couriers_send_each_notice_once_although_calls_break(database: Database) -> None:
    api = SlackApi()
    api.fail_next("chat.postMessage", DROP_AFTER, DROP_BEFORE, SERVER_ERROR, DROP_AFTER)
    _fill(database)
    with listening(api) as url:
        replicas = [LoneReplica() for _ in range(3)]
        with _couriers(database, url, *replicas) as couriers:
            _wait_for_all(database, api, couriers)
    assert set(_read(api).values()) == {1}
    assert len(_read(api)) == PEOPLE + ALERTS


def test_what_a_cut_off_courier_held_is_sent_once_by_the_others(database: Database) -> None:
    api, dying = SlackApi(), DyingReplica()
    posts = Counter[str]()

    def cut_off(method: str) -> None:
        posts[method] += 1
        dying.alive = posts["chat.postMessage"] < 5

    api.on_accepted = cut_off
    _fill(database)
    with listening(api) as url, _couriers(database, url, dying, LoneReplica()) as couriers:
        _wait_for_all(database, api, couriers[1:], dead=dying)
    assert set(_read(api).values()) == {1}
    assert len(_read(api)) == PEOPLE + ALERTS
