"""The demo: a practice workspace, the sample district in it, and the real bot serving it, behind one URL."""

import logging
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path
from threading import Thread

from pydantic import SecretStr
from rich.console import Console
from rich.panel import Panel

from bot.bootstrap import build
from bot.clock import PracticeClock, SystemClock
from bot.database.sole_owner import AlreadyServedError, SoleOwner
from bot.heartbeat import Heartbeat
from bot.logs import set_up_logs
from bot.manifest import load_manifest
from bot.practice.conversations import Channel
from bot.practice.next_feed import NextFeed
from bot.practice.samples.attendance import come_to_work
from bot.practice.samples.folder import DISTRICT_ZONE, SampleFolder, write_samples
from bot.practice.samples.history import District, live_through
from bot.practice.samples.people import sample_members
from bot.practice.server import PracticeServer
from bot.settings import Settings
from handlers.desk import Desk
from scheduling.policy.loader import load_policy
from scheduling.store.engine import open_database
from scheduling.store.schema import migrate
from scheduling.zones import zone

DEMO_POLICY = "arizona-ssp"
"""The packs of the sample district, which lies in Arizona."""

_CHANNELS = (
    Channel("shifts", purpose="Open shifts, day by day. Muster keeps the posts up to date."),
    Channel("supervisors", purpose="What supervisors and coordinators have to know."),
)
_DATABASE, _FEED = "muster.db", "feed.json"
_PATIENCE_SECONDS = 20.0
_SCHOOL_DAYS = range(5)  # Monday to Friday
_OPENS, _CLOSES = time(8), time(14, 30)


def run_demo(port: int = 0, folder: Path = Path(".demo"), *, policy: str = DEMO_POLICY) -> int:
    """Serve the demo until Ctrl-C or SIGTERM, with fresh data; prints the URL and opens nothing.

    Args:
        port: of the page, on this machine only; 0 picks a free one.
        folder: for the sample files and the database. Those of an earlier demo are written over; nothing
            else in it is touched.
        policy: policy packs by name or path, so that one's own can be tried.

    Returns:
        The exit code.

    Raises:
        AlreadyServedError: another demo runs in this folder.
        OSError: the port is taken, or the folder cannot be written.
        ValueError: the policy pack does not do; the sentences say why.
    """
    set_up_logs(level=logging.WARNING)
    clock = PracticeClock(opening_hour(SystemClock().now()))
    folder.mkdir(parents=True, exist_ok=True)
    with _owned(folder):
        _clear(folder)
        samples = write_samples(folder, clock.now())
        next_feed = _deliveries(folder, samples)
        server = PracticeServer(
            load_manifest(), sample_members(), _CHANNELS, clock=clock, port=port, extras=[next_feed.button]
        )
        _fill(folder, samples, server, clock, policy)
    with server:
        process = build(_settings(server, folder, policy), clock=clock, mail=server.mailbox)
        clock.moves_within = process.courier.standing_still
        next_feed.arrived = lambda: _look_at_feed(process.heartbeat)
        _let_people_come_to_work(process.heartbeat, process.desk)
        Thread(target=_announce, args=[server], name="announce", daemon=True).start()
        return process.run()


def opening_hour(now: datetime) -> datetime:
    """When the practice begins: now if schools are open in Phoenix, else at half past nine of the next school
    day, so that somebody is on post whenever the demo is started. It is never in the past.
    """
    district = zone(DISTRICT_ZONE)
    local = now.astimezone(district)
    if local.weekday() in _SCHOOL_DAYS and _OPENS <= local.time() < _CLOSES:
        return now
    first = local.date() + timedelta(days=local.time() >= _OPENS)
    week = (first + timedelta(days=number) for number in range(7))
    day = next(day for day in week if day.weekday() in _SCHOOL_DAYS)
    return datetime.combine(day, time(9, 30), district).astimezone(UTC)


def _announce(server: PracticeServer) -> None:
    """Print the URL once whoever opens it gets answers: not before the bot has connected."""
    console = Console()
    try:
        server.workspace.wait_for(lambda: server.sockets.connections, timeout=_PATIENCE_SECONDS)
    except TimeoutError:
        console.print("The bot has not connected to the practice workspace: the lines above should say why.")
        return
    console.print(
        Panel.fit(
            f"Open [bold]{server.url}[/bold]\n\n"
            "Act as Ada Alder and type [bold]/shifts[/bold] or [bold]/training[/bold].\n"
            "People and schools are invented; nothing leaves this machine.\n"
            "Ctrl-C ends the demo; the next one begins with fresh data.",
            title="Muster, in practice",
            padding=(1, 3),
        )
    )


@contextmanager
def _owned(folder: Path) -> Iterator[None]:
    """Nobody else's database is written over; the bot takes the lock anew when it starts."""
    owner = SoleOwner(_database_url(folder))
    try:
        owner.take()
    except AlreadyServedError:
        raise AlreadyServedError(
            f"Another demo runs in {folder}: end that one, or name another folder with --folder."
        ) from None
    try:
        yield
    finally:
        owner.give_back()


def _database_url(folder: Path) -> str:
    return f"sqlite:///{folder / _DATABASE}"


def _clear(folder: Path) -> None:
    """Remove what an earlier demo left, file by file."""
    for name in (_DATABASE, f"{_DATABASE}-wal", f"{_DATABASE}-shm", _FEED):
        (folder / name).unlink(missing_ok=True)


def _deliveries(folder: Path, samples: SampleFolder) -> NextFeed:
    """The second delivery is in place when the page opens; the third is a mistake; then the second again."""
    feed = folder / _FEED
    shutil.copyfile(samples.feeds[1], feed)
    half, whole = samples.feeds[2], samples.feeds[1]
    return NextFeed(
        feed,
        [
            (half, "A feed with half of the shifts missing has arrived. Look into #supervisors."),
            (whole, "The whole feed has arrived again; it takes the place of the one that is held."),
        ],
    )


def _fill(
    folder: Path, samples: SampleFolder, server: PracticeServer, clock: PracticeClock, policy: str
) -> None:
    """Migrate a fresh database and let the sample history happen in it."""
    workspace = server.workspace
    database = open_database(_database_url(folder))
    try:
        migrate(database)
        members = list(workspace.people)
        live_through(
            District(database, load_policy(policy), samples, workspace.app.team_id, members), clock.now()
        )
    finally:
        database.close()


def _settings(server: PracticeServer, folder: Path, policy: str) -> Settings:
    """The same settings that a real workspace needs; the environment has no say in them."""
    workspace, web_port = server.workspace, _free_port()
    return Settings(
        slack_bot_token=SecretStr(server.bot_token),
        slack_app_token=SecretStr(server.app_token),
        slack_signing_secret=SecretStr(server.signing_secret),
        slack_api_url=server.api_url,
        transport="socket",
        database_url=_database_url(folder),
        feed_url=str(folder / _FEED),
        feed_profile="muster",
        feed_every=timedelta(minutes=1),
        timezone=DISTRICT_ZONE,
        mail_from="muster@example.org",
        policy=policy,
        shifts_channel=workspace.channel("shifts"),
        supervisors_channel=workspace.channel("supervisors"),
        host="127.0.0.1",
        port=web_port,
        public_url=f"http://127.0.0.1:{web_port}",  # calendar links lead to this machine
        log_format="auto",
    )


def _free_port() -> int:
    """A port that nobody has at this moment: links need its number before the bot takes it."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _let_people_come_to_work(heartbeat: Heartbeat, desk: Desk) -> None:
    """Just before it is looked who has not come: the page's clock may jump over the start of a shift."""
    for beat in heartbeat.beats:
        if beat.name == "watch":
            beat.run = partial(_come_first, desk, beat.run)


def _come_first(desk: Desk, look_who_has_come: Callable[[], object]) -> None:
    come_to_work(desk.database, desk.policy, desk.clock.now())
    look_who_has_come()


def _look_at_feed(heartbeat: Heartbeat) -> None:
    """Make the feed due now: the heartbeat rings within a second."""
    for beat in heartbeat.beats:
        if beat.name == "feed":
            beat.due_at = None
