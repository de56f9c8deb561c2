"""Socket Mode: two connections, and a stop that finishes what was begun."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from threading import Event, Thread

import pytest
from slack_bolt import Ack, App

from bot.clock import SystemClock
from bot.logs import quiet_libraries
from bot.manifest import load_manifest
from bot.practice.envelopes import ACK_SECONDS
from bot.practice.people import Member
from bot.practice.server import PracticeServer
from bot.slack.answers import Answers
from bot.slack.app import build_app, web_client
from bot.slack.sockets import CONNECTIONS, Sockets, _Link
from bot.slack.workspace import Workspace

PATIENCE = 20.0


def assert_soon(holds: Callable[[], bool]) -> None:
    """Wait until it holds; fail if it does not in a while."""
    pause = Event()
    for _ in range(int(PATIENCE * 50)):
        if holds():
            return
        pause.wait(0.02)
    raise AssertionError("it never came to hold")


class Line:
    """An app on two sockets, whose one command waits until the test lets it go on."""

    def __init__(self, server: PracticeServer) -> None:
        self.server = server
        self.begun, self.go_on = Event(), Event()
        self.answered = 0

        def register(app: App) -> None:
            app.command("/shifts")(self._shifts)

        client = web_client(server.api_url, server.bot_token)
        app = build_app(
            api_url=server.api_url,
            signing_secret="",
            workspace=Workspace(client, server.bot_token),
            answers=Answers(),
            register=register,
        )
        self.sockets = Sockets(app, client, server.app_token)
        server.sockets.ack_seconds = PATIENCE  # what is promised here must not hang on the load

    def connect(self) -> None:
        """Bring both connections up."""
        self.sockets.connect()
        assert_soon(self.is_up)

    def is_up(self) -> bool:
        """Whether all connections are up, on both sides; brings up what is down, as the heartbeat does."""
        self.sockets.watch()
        return self.sockets.connected == self.server.sockets.connections == CONNECTIONS

    def type(self) -> bool:
        """Ada types /shifts; whether Slack got an answer in time."""
        world = self.server.workspace
        ada = world.member("ada@example.org")
        return world.type(ada.id, world.dm(ada.id), "/shifts").ok

    def _shifts(self, ack: Ack) -> None:
        self.begun.set()
        assert self.go_on.wait(PATIENCE)
        self.answered += 1
        ack(text="done")


@pytest.fixture
def line() -> Iterator[Line]:
    """Ada's workspace, with an app that is connected."""
    quiet_libraries()
    people = [Member("Ada Alder", "ada@example.org")]
    with PracticeServer(load_manifest(), people, ["shifts"], clock=SystemClock()) as server:
        opened = Line(server)
        opened.connect()
        yield opened
        opened.go_on.set()
        opened.sockets.close()


def test_an_officer_whose_command_was_under_way_at_the_stop_is_answered(line: Line) -> None:
    with ThreadPoolExecutor(2) as pool:
        typed = pool.submit(line.type)
        assert line.begun.wait(PATIENCE)
        closing = pool.submit(line.sockets.close)
        line.go_on.set()
        assert typed.result(PATIENCE)
        closing.result(PATIENCE)
    assert line.answered == 1


def test_a_command_that_comes_after_the_stop_has_begun_changes_nothing(line: Line) -> None:
    line.go_on.set()
    line.sockets.close()
    line.server.sockets.ack_seconds = ACK_SECONDS
    assert not line.type()
    assert line.answered == 0


def test_a_stop_in_the_moment_of_a_new_connection_waits_for_no_reader_that_nobody_can_end(line: Line) -> None:
    for link in line.sockets._links:
        # the reader goes on with the one before it
        link.client.current_session_state = copy(link.client.current_session_state)
    closing = Thread(target=line.sockets.close, daemon=True)
    closing.start()
    closing.join(PATIENCE)
    assert not closing.is_alive()


def test_an_officer_does_not_notice_that_one_connection_is_lost(line: Line) -> None:
    line.go_on.set()
    _lose(line.sockets._links[0])
    assert_soon(lambda: line.server.sockets.connections == 1)
    assert [line.type(), line.type()] == [True, True]


def test_an_officer_whose_connection_is_lost_while_the_answer_is_made_gets_it_by_the_other(
    line: Line,
) -> None:
    first, other = line.sockets._links
    _lose(other)
    assert_soon(lambda: line.server.sockets.connections == 1)
    with ThreadPoolExecutor(1) as pool:
        typed = pool.submit(line.type)
        assert line.begun.wait(PATIENCE)
        assert_soon(lambda: _is_up_again(other))
        _lose(first)
        line.go_on.set()
        assert typed.result(PATIENCE)
    assert line.answered == 1


def _is_up_again(link: _Link) -> bool:
    link.bring_up()
    return link.is_up


def _lose(link: _Link) -> None:
    link.client.auto_reconnect_enabled = False
    link.client.disconnect()


def test_connections_that_slack_tears_are_brought_up_again(line: Line) -> None:
    line.go_on.set()
    line.server.sockets.disconnect("reset")
    assert_soon(lambda: line.server.sockets.connections == 0 or line.sockets.connected < CONNECTIONS)
    assert_soon(line.is_up)
    assert line.type()
