"""Processes are killed between the steps of chains; each step is told once, and the chains go on."""

from collections import Counter
from pathlib import Path

from sqlalchemy import select

from bot.clock import SystemClock
from chaos.crew import Crew, crew, wait_for
from scheduling.escalations.facts import Concern, EntryKind, EscalationKind
from scheduling.escalations.opening import open_escalation
from scheduling.escalations.shown import key_of_post
from scheduling.escalations.tables import escalation_entries, escalation_tellings, escalations
from scheduling.outbox.actions import to_person
from scheduling.outbox.facts import part_key
from scheduling.policy.loader import load_policy
from scheduling.roster.facts import Role
from scheduling.store.engine import Database, open_database
from tests.factories.packs import written
from tests.factories.roster import add_person
from tests.fakes.slack_api import listening
from tests.fakes.strict_slack import StrictSlack

OFFICERS = len(EscalationKind)

PACK = "".join(
    f"""
[escalations.{kind}]
source = "the test"
steps = [{{ tell = ["supervisor"] }}, {{ after_minutes = 60, tell = ["coordinator"] }}]
hours = {{ from = "00:00" }}
urgent_from = "never"
"""
    for kind in EscalationKind
)
"""Every kind goes the same way, at any hour."""


def _open_for_everybody(database: Database, policy: str) -> list[str]:
    """An escalation of each kind, each about another officer; answers their supervisors' addressees."""
    with database.begin(SystemClock().now()) as tx:

        def hired(name: str, number: int, **more: object) -> int:
            account = {"slack_team_id": "T0MUSTER", "slack_id": f"U0{name[:1].upper()}{number:03}"}
            return add_person(tx, name=f"{name} {number}", **account, **more).id

        hired("Coordinator", 0, role=Role.COORDINATOR)
        supervisors = [hired("Supervisor", n, role=Role.SUPERVISOR) for n in range(OFFICERS)]
        for number, (kind, supervisor_id) in enumerate(zip(EscalationKind, supervisors, strict=True)):
            officer = hired("Officer", number, supervisor_id=supervisor_id)
            concern = Concern(kind, f"{kind}:{officer}", "America/Phoenix", officer_id=officer)
            assert open_escalation(tx, load_policy(policy), concern) is not None
    return [to_person(each) for each in supervisors]


def _told(database: Database, step: int) -> Counter[str]:
    """Whom a step has told, as the timelines have it, and how often."""
    known = select(escalation_entries.c.to).where(
        escalation_entries.c.kind == EntryKind.TOLD, escalation_entries.c.step == step
    )
    with database.read(SystemClock().now()) as tx:
        return Counter(tx.execute(known).scalars())


def _is_taken(database: Database, slack: StrictSlack, step: int) -> bool:
    """Whether Slack has taken a message about every escalation for this step."""
    carried = select(escalation_tellings.c.post_id).where(escalation_tellings.c.step == step)
    with database.read(SystemClock().now()) as tx:
        posts = tx.execute(carried).scalars().all()
    first = slack.first_taken()
    return len(posts) == OFFICERS and all(
        part_key(f"{key_of_post(post)}:first") in first for post in posts if post is not None
    )


def _kill_after(house: Crew, slack: StrictSlack, messages: int) -> None:
    """Kill one process as soon as Slack has taken so many messages, and put another in its place."""
    name = house.names[0]
    wait_for(lambda: len(slack.taken) >= messages, f"{messages} messages")
    house.kill(name)
    house.bury(name)
    house.start(name)
    house.wait_until_serving(name)


def _an_hour_passes(database: Database) -> None:
    with database.begin(SystemClock().now()) as tx:
        tx.execute(escalations.update().values(next_at=tx.now))


def test_each_step_is_told_once_though_processes_are_killed_and_the_chains_go_on(
    database_url: str, tmp_path: Path
) -> None:
    slack, database = StrictSlack(), open_database(database_url)
    policy = f"default,{written(tmp_path, PACK)}"
    with listening(slack) as url, crew(url, database_url, tmp_path, told={"MUSTER_POLICY": policy}) as house:
        supervisors = _open_for_everybody(database, policy)
        _kill_after(house, slack, 2)
        wait_for(lambda: _is_taken(database, slack, 0), "every supervisor is told")
        assert _told(database, 0) == Counter(supervisors)
        _an_hour_passes(database)
        _kill_after(house, slack, len(slack.taken) + 1)
        wait_for(lambda: _is_taken(database, slack, 1), "the coordinator is told of each")
        assert set(_told(database, 1).values()) == {OFFICERS}
    assert set(slack.times_taken().values()) == {1}
    database.close()
