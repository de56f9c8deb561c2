"""A small district for stories: the practice workspace, the real bot over real Socket Mode, a feed file.

It is Wednesday, 12 August 2026, noon in Phoenix. People reach the bot through the same doors as in earnest:
the roster through its CSV, shifts through the feed, words through Slack.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

import sqlalchemy as sa
import yaml
from pydantic import SecretStr

from bot.bootstrap import build
from bot.clock import PracticeClock
from bot.lifecycle import Process
from bot.practice.people import Member
from bot.practice.server import PracticeServer
from bot.practice.strict.pacing import Pacing
from bot.settings import Settings
from bot.slack.sockets import CONNECTIONS
from bot.tasks.escalator import sweep_due_escalations
from bot.tasks.sweeps import (
    sweep_due_meetings,
    sweep_due_shifts,
    sweep_due_training,
    take_over_undelivered,
    watch_shifts,
)
from scheduling.feed.facts import PullReport
from scheduling.incidents.undelivered import is_undelivered_due
from scheduling.meetings.sweep import is_meeting_due
from scheduling.outbox.tables import notices
from scheduling.roster.actions import link_slack
from scheduling.roster.facts import Person
from scheduling.roster.import_people import import_roster
from scheduling.roster.queries import list_people, list_unlinked
from scheduling.shifts.watch.sweep import is_watch_due
from scheduling.store.engine import Database, open_database
from scheduling.training.upkeep.sweep import is_training_due
from tests.conftest import NOON
from tests.factories.escalations import is_escalation_due
from tests.factories.packs import without_chains
from tests.stories.districts import HERON
from tests.stories.phone import Phone, Readings, words_of

QUARTZ = {"code": "QTZ", "name": "Quartz Elementary", "zone": "America/Phoenix"}
BASALT = {"code": "BAS", "name": "Basalt High", "zone": "America/Denver"}
_MANIFEST = Path(__file__).parents[2] / "app.yaml"
PACE = timedelta(milliseconds=50)
"""Between two messages to one place: the bot keeps it, and this Slack insists on it. Slack's own is a second;
that is promised in tests/process/test_courier.py and tests/contracts/practice/test_practice_calls.py.
"""
_SLACK_SECONDS = 30.0
"""So long this Slack waits for an answer, and takes what a press has opened: longer than the real one, since
what a story tells must not hang on the load.
"""
_PATIENCE = timedelta(seconds=20)
"""For the same reason a change waits longer for its turn than it does in earnest."""


def shift(key: str, starts: str, ends: str, **told: Any) -> dict[str, Any]:
    """A shift of Heron City Police at Quartz Elementary, unless told otherwise; times as feeds write them."""
    return {
        "id": key, "school": QUARTZ, "agency": "Heron City Police", "post": "front gate", "starts": starts,
        "ends": ends, "places": 1, "status": "open", **told,
    }  # fmt: skip


class World:
    """The district of one story, and the phones of its people."""

    def __init__(
        self,
        server: PracticeServer,
        settings: Settings,
        clock: PracticeClock,
        folder: Path,
        chains: Sequence[str],
        patience: timedelta,
    ) -> None:
        """Start the bot and hand out the phones."""
        self.server = server
        self.clock = clock
        self._without_chains = without_chains(folder, but=chains)
        self._patience = patience
        self.process = self._started(settings)
        self._settings = settings
        self._feed = folder / "feed.json"
        self._readings = Readings()
        self._settled = Event()
        self._phones: dict[str, Phone] = {}
        self.ada, self.ben, self.cleo, self.sol, self.cora, self.oz = (
            self.phone(f"{name}@example.org") for name in ("ada", "ben", "cleo", "sol", "cora", "oz")
        )

    def phone(self, email: str) -> Phone:
        """The phone of the person with that address."""
        if email not in self._phones:
            member = self.server.workspace.member(email)
            self._phones[email] = Phone(self.server.workspace, member, self._readings)
        return self._phones[email]

    def feed_says(self, *shifts: dict[str, Any]) -> PullReport:
        """The agency's file changes, and Muster pulls it."""
        envelope = {"format": "muster-shifts", "version": 1, "source": "story", "shifts": list(shifts)}
        return self.feed_file_holds(json.dumps(envelope))

    def feed_file_holds(self, content: str) -> PullReport:
        """The same with whatever stands in the file."""
        unfinished = self._feed.with_suffix(".new")
        unfinished.write_text(content, encoding="utf-8")
        unfinished.replace(self._feed)  # Muster itself may be looking
        assert self.process.feed_pulls is not None
        report = self.process.feed_pulls.pull()
        assert report is not None
        self.process.courier.wake()
        return report

    def hires(self, *people: str) -> list[Phone]:
        """More officers of Heron City Police, by first name: on the roster, in Slack, and linked."""
        workspace = self.server.workspace
        accounts = [workspace.invite(Member(f"{name} Oak", f"{name.lower()}@example.org")) for name in people]
        self.roster_says(*(f"{m.real_name},{m.email},Heron City Police,SSO,officer,yes" for m in accounts))
        _link(self.process.database, self.server, self.clock)
        return [self.phone(member.email) for member in accounts]

    def roster_says(self, *lines: str) -> None:
        """The coordinator imports these lines: name, e-mail, agency, kind, role, active."""
        content = "\n".join(["name,email,agency,kind,role,active", *lines]).encode()
        with self.process.desk.begin() as tx:
            report = import_roster(tx, content=content, district_zone="America/Phoenix")
        assert not report.bad, report.bad

    def roster_knows(self, email: str, so: Callable[[Person], bool]) -> None:
        """Wait until what Slack tells has come to the roster, and is so."""

        def known() -> bool:
            with self.process.desk.read() as tx:
                return any(person.email == email and so(person) for person in list_people(tx))

        deadline = monotonic() + 60
        while not known():
            assert monotonic() < deadline, f"the roster does not know it of {email}"
            self._settled.wait(0.02)  # as for notices: a row tells nobody

    def joins_slack(self, name: str, email: str, **told: Any) -> Phone:
        """Somebody joins the workspace; Muster hears of it."""
        return self.phone(self.server.workspace.invite(Member(name, email, **told)).email)

    def goes_wrong(self, **faults: Any) -> None:
        """Slack or the line to it misbehaves; `bot.practice.faults` lists how."""
        self.server.workspace.faults.set(**faults)

    def waits_until(self, moment: datetime) -> None:
        """Let everything that is due happen and be told, and only then move the practice clock."""
        self.everything_is_swept()
        self.it_becomes(moment)

    def nobody_hears_anything_at(self, moment: datetime) -> None:
        """The same, for a moment at which nothing is due."""
        self.waits_until(moment)
        self.everything_is_swept()
        self.nothing_else_was_said()

    def time_passes(self, by: timedelta) -> None:
        """Move the practice clock forward."""
        self.clock.advance(by)

    def it_becomes(self, moment: datetime) -> None:
        """Move the practice clock forward to a moment."""
        self.clock.set(moment)

    def everything_is_sent(self) -> None:
        """Wait until no notice that is due waits any more. The courier keeps `PACE`."""
        deadline = monotonic() + 60
        while self._due():
            assert monotonic() < deadline, "the courier did not come to an end"
            self.process.courier.wake()
            self._settled.wait(0.02)  # rows tell nobody when they are settled, so they are asked again

    def machine_is_down_until(self, moment: datetime, **more: Any) -> None:
        """The bot's machine stands still until then; it comes back, with other settings if told so."""
        self.everything_is_swept()
        self.ends()
        self.it_becomes(moment)
        self._settings = self._settings.model_copy(update=more)
        self.process = self._started(self._settings)

    def ends(self) -> None:
        """The bot is stopped."""
        self.server.sockets.disconnect("reset")  # else the client's own good-bye takes three seconds
        self.process.stop()

    def nothing_arrives(self) -> AbstractContextManager[None]:
        """While this lasts, no notice comes to any phone: they have not caught up. Answers do come."""
        return self.process.courier.standing_still()

    def slack_is_found_away(self) -> None:
        """Wait until the courier has tried in vain, and nothing is on its way: a call that is under way might
        get through once Slack is back.
        """
        deadline = monotonic() + 60
        while not self.process.courier.is_quiet or self._in_state("leased"):
            assert monotonic() < deadline, "the courier did not find out that Slack is away"
            self.process.courier.wake()
            self._settled.wait(0.02)

    def everything_is_swept(self) -> None:
        """Let the regular sweeps pass and their notices go out, so that none shows what comes next."""
        sweep_due_shifts(self.process.desk)
        deadline = monotonic() + 60
        while self._is_anything_due():  # the bot's own sweeps may hold what ours then pass over
            assert monotonic() < deadline, "the sweeps did not come to an end"
            sweep_due_escalations(self.process.desk)
            watch_shifts(self.process.desk)
            take_over_undelivered(self.process.desk)
            sweep_due_training(self.process.desk)
            sweep_due_meetings(self.process.desk)
        self.everything_is_sent()

    def board(self, day: str) -> str:
        """Wait for the post of a day in #shifts, and answer its words."""
        workspace = self.server.workspace
        channel = workspace.channel("shifts")

        def posted() -> str | None:
            seen = [words_of(message) for message in workspace.messages(self.sol.id, channel)]
            return next((words for words in seen if day in words.split("\n")[0]), None)

        return workspace.wait_for(posted) or ""

    def nothing_else_was_said(self) -> None:
        """Fail on any message that nobody in the story has read."""
        self.everything_is_sent()
        left = [f"{phone.name}:\n{words}" for phone in self._phones.values() for words in phone.unread()]
        left += [f"#supervisors:\n{words}" for words in self._unread_in("supervisors")]
        assert not left, "messages that the story did not expect:\n\n" + "\n\n".join(left)

    def _started(self, settings: Settings) -> Process:
        policy = f"{settings.policy},{self._without_chains}"
        settings = settings.model_copy(update={"policy": policy})
        process = build(settings, clock=self.clock, pace=PACE, patience=self._patience)
        self.clock.moves_within = process.courier.standing_still
        for beat in process.heartbeat.beats:
            if beat.name == "feed":  # it is pulled when the story says so, and not at the start besides
                beat.due_at = beat.next_after(self.clock.now())
        process.start()
        self.server.workspace.wait_for(lambda: self.server.sockets.connections == CONNECTIONS)
        return process

    def _is_anything_due(self) -> bool:
        with self.process.desk.read() as tx:
            policy = self.process.desk.policy
            others = is_training_due(tx, policy) or is_meeting_due(tx) or is_escalation_due(tx)
            return is_watch_due(tx) or is_undelivered_due(tx) or others

    def _unread_in(self, channel: str) -> list[str]:
        workspace = self.server.workspace
        seen = workspace.messages(self.sol.id, workspace.channel(channel))
        place = workspace.channel(channel)
        return [
            words_of(message)
            for message in seen
            if not message["ephemeral"] and not self._readings.has(place, message)
        ]

    def _in_state(self, state: str) -> Sequence[Any]:
        with self.process.database.read(self.clock.now()) as tx:
            return tx.execute(sa.select(notices.c.id).where(notices.c.state == state)).all()

    def _due(self) -> Sequence[Any]:
        now = self.clock.now()
        with self.process.database.read(now) as tx:
            waiting = notices.c.state.in_(["waiting", "leased", "uncertain"]) & (notices.c.due_at <= now)
            return tx.execute(sa.select(notices.c.id).where(waiting)).all()


@contextmanager
def a_world(
    folder: Path,
    database_url: str,
    at: datetime = NOON,
    *,
    roster: str = HERON,
    others: Sequence[Member] = (),
    chains: Sequence[str] = (),
    patience: timedelta = _PATIENCE,
    **more: Any,
) -> Iterator[World]:
    """The district, served; at the end, nothing may have been said that nobody expected.

    `roster` is roster.csv, `others` are accounts and `more` settings besides those that every story has;
    `patience` is how long a change waits for its turn while somebody waits for the answer.
    Nothing escalates but by `chains`, e.g. `("shift_unfilled",)`; what each says, the story's policy says.
    """
    clock = PracticeClock(at)
    names = ("Ada Alder", "Ben Birch", "Cleo Cedar", "Sergeant Sol Sequoia", "Cora Cypress", "Oz Oleander")
    handles = ("ada", "ben", "cleo", "sol", "cora", "oz")
    people = [
        Member(name, f"{handle}@example.org", tz="America/Denver" if handle == "cleo" else "America/Phoenix")
        for name, handle in zip(names, handles, strict=True)
    ]
    manifest = yaml.safe_load(_MANIFEST.read_text(encoding="utf-8"))
    with PracticeServer(manifest, [*people, *others], ["shifts", "supervisors"], clock=clock) as server:
        _hire(database_url, server, clock, roster)
        settings = _settings(server, folder, database_url).model_copy(update=more)
        server.sockets.ack_seconds = server.workspace.triggers.seconds = _SLACK_SECONDS
        server.workspace.pacing = Pacing(pace=PACE)
        world = World(server, settings, clock, folder, chains, patience)
        try:
            yield world
            world.nothing_else_was_said()
        finally:
            world.ends()


def _hire(database_url: str, server: PracticeServer, clock: PracticeClock, roster: str) -> None:
    database = open_database(database_url)
    with database.begin(clock.now()) as tx:
        report = import_roster(tx, content=roster.encode(), district_zone="America/Phoenix")
    assert not report.bad, report.bad
    _link(database, server, clock)
    database.close()


def _link(database: Database, server: PracticeServer, clock: PracticeClock) -> None:
    workspace = server.workspace
    with database.begin(clock.now()) as tx:
        for person in list_unlinked(tx):
            account = workspace.member(person.email).id
            link_slack(tx, person_id=person.id, team_id=workspace.app.team_id, slack_id=account)


def _settings(server: PracticeServer, folder: Path, database_url: str) -> Settings:
    return Settings(
        slack_bot_token=SecretStr(server.bot_token),
        slack_app_token=SecretStr(server.app_token),
        slack_signing_secret=SecretStr(server.signing_secret),
        slack_api_url=server.api_url,
        database_url=database_url,
        feed_url=str(folder / "feed.json"),
        feed_every=timedelta(days=365),  # the story pulls when it says so
        timezone="America/Phoenix",
        shifts_channel=server.workspace.channel("shifts"),
        supervisors_channel=server.workspace.channel("supervisors"),
        public_url="https://muster.example.org",
        port=0,
    )
