"""Countdowns in words, and as they stand in Slack."""

import json
from datetime import date, timedelta

import pytest

from handlers.blocks.training.line import head_of
from handlers.blocks.training.officer import OfficerTraining, officer_training
from handlers.blocks.training.table import MOST_ROWS, table
from handlers.blocks.training.team import TeamPage, team
from handlers.grammar.training import Team
from handlers.message import Message
from handlers.words.countdown import (
    bar_of,
    clock_started,
    missing,
    time_left,
    told_short,
    told_shown,
)
from scheduling.policy.requirements import Anchor, Due, Exclusion, Requirement, Who
from scheduling.roster.facts import Person, Role
from scheduling.shifts.facts import HeldShift
from scheduling.training.facts import NEVER, ObligationState, Progress, RecordState
from scheduling.training.reports.team_sheet import team_csv
from scheduling.training.rules.urgency import EVERYTHING, TeamFilter, TeamLine, by_urgency, count_by_urgency
from tests.factories.countdowns import (
    COURSE,
    FIREARMS,
    HOURS,
    TODAY,
    countdown,
    hours,
    obligation,
    record,
    request,
    sessions,
)
from tests.factories.facts import at, officer, shift
from tests.golden.keeper import as_text, hold

ADA = officer()
BEN = officer(id=2, name="Ben Birch")
SOL = officer(id=4, name="Sergeant Sol Sequoia", role=Role.SUPERVISOR)
CORA = officer(id=5, name="Cora Cypress", role=Role.COORDINATOR)
HOSTILE = "<!channel> & <https://evil.test|click> ```"


def today_of(_person: Person) -> date:
    return TODAY


def page_of(lines: list[TeamLine], asked: Team | None = None, *, size: int = 8, **told: object) -> TeamPage:
    asked = asked or Team()
    meant = by_urgency(lines, asked.wanted, today_of)
    return TeamPage(
        asked=asked,
        counts=count_by_urgency(lines, today_of),
        waiting=sum(one.waits for one in lines),
        total=len(meant),
        lines=tuple(meant[asked.offset : asked.offset + size]),
        today={one.person.id: TODAY for one in lines},
        records={3: record()},
        size=size,
    )


TEAM = [
    TeamLine(ADA, countdown(id=1, due_in=-2)),
    TeamLine(ADA, countdown(hours(2_280, "Active shooter", unverified=(3,)), HOURS, 141, id=2)),
    TeamLine(BEN, countdown(Progress(completions_needed=1), FIREARMS, -1, id=3)),
    TeamLine(BEN, countdown(sessions(7), COURSE, 5, id=4, request=request(obligation_id=4))),
    TeamLine(SOL, countdown(Progress(completions_needed=1), FIREARMS, 14, id=5)),
    TeamLine(SOL, countdown(sessions(0), COURSE, 30, id=6)),
]


@pytest.mark.parametrize(
    ("progress", "bar"),
    [
        (sessions(3), "■■■□□□□□"),
        (sessions(0), "□□□□□□□□"),
        (sessions(8, done_on=TODAY), "■■■■■■■■"),
        (hours(2_399, *HOURS.amount.topics), "■■■■■■■□"),
        (hours(5, *HOURS.amount.topics), "■□□□□□□□"),
        (hours(2_400, "Active shooter"), "■■■□□□□□"),
        (Progress(completions_needed=1), ""),
        (Progress(completions=1, completions_needed=1, done_on=TODAY), ""),
    ],
)
def test_a_bar_is_full_only_where_nothing_is_missing(progress: Progress, bar: str) -> None:
    assert bar_of(progress) == bar


@pytest.mark.parametrize(
    ("due_in", "left"),
    [
        (12, "12 days left, by Mon Aug 24"),
        (1, "1 day left, by Thu Aug 13"),
        (0, "last day today, Wed Aug 12"),
        (-1, "1 day overdue, was due Tue Aug 11"),
        (142, "142 days left, by Fri Jan 1, 2027"),
    ],
)
def test_the_days_that_are_left_are_counted_to_the_last_on_which_it_can_be_done(
    due_in: int, left: str
) -> None:
    assert time_left(obligation(due_in=due_in), TODAY) == left


@pytest.mark.parametrize(
    ("due_in", "shown", "short"),
    [
        (270, ":white_check_mark: Valid through Sun May 9, 2027 · 270 days left",
         "valid through Sun May 9, 2027, 270 days left"),
        (31, ":white_check_mark: Valid through Sat Sep 12 · 31 days left",
         "valid through Sat Sep 12, 31 days left"),
        (30, "Renew by Fri Sep 11 · *30 days left*", "renew by Fri Sep 11, 30 days left"),
        (0, "Renew by Wed Aug 12 · *last day today*", "renew by Wed Aug 12, last day today"),
        (-65, ":red_circle: *Lapsed Mon Jun 8*, 65 days ago", "lapsed Mon Jun 8, 65 days ago"),
    ],
)  # fmt: skip
def test_a_qualification_is_valid_until_it_is_to_be_renewed_or_has_lapsed(
    due_in: int, shown: str, short: str
) -> None:
    line = countdown(Progress(completions_needed=1), FIREARMS, due_in, period="2025-08-12")
    assert told_shown(line, TODAY) == shown
    assert told_short(line, TODAY) == short


def test_a_qualification_that_was_put_off_is_not_called_valid() -> None:
    ahead, late = (
        countdown(Progress(completions_needed=1), FIREARMS, due_in, first_due_on=TODAY - timedelta(days=40))
        for due_in in (60, -2)
    )
    assert told_shown(ahead, TODAY) == "Renew by Sun Oct 11 · *60 days left*"
    assert told_short(late, TODAY) == "2 days overdue, was due Mon Aug 10"


def test_who_never_qualified_has_nothing_to_renew() -> None:
    never = countdown(Progress(completions_needed=1), FIREARMS, -1, period=NEVER)
    assert told_shown(never, TODAY) == "not done yet · :red_circle: *1 day overdue*, was due Tue Aug 11"


def test_hours_that_roll_show_their_bar_once_some_are_done() -> None:
    begun = countdown(hours(600, *HOURS.amount.topics), FIREARMS, 200)
    assert told_shown(begun, TODAY).replace("\N{NO-BREAK SPACE}", " ") == (
        "■■□□□□□□ 10 of 40 h, 3 of 3 topics · "
        ":white_check_mark: Valid through Sun Feb 28, 2027 · 200 days left"
    )
    assert missing(begun) == "To renew it: 30\N{NO-BREAK SPACE}h"


def test_an_obligation_in_one_line_says_how_far_how_long_and_by_when() -> None:
    assert told_short(countdown(), TODAY) == "3 of 8 sessions, 12 days left, by Mon Aug 24"


def test_what_is_missing_is_named_and_the_rest_is_counted() -> None:
    assert missing(countdown(sessions(3))) == "Missing: Session 4, Session 5, Session 6 and 2 more sessions"
    left = missing(countdown(hours(2_280, "Active shooter", "Youth mental health")))
    assert left.replace("\N{NO-BREAK SPACE}", " ") == "Missing: 2 h; topic Restraint and seclusion"
    assert missing(countdown(Progress(completions_needed=1))) == ""


@pytest.mark.parametrize(
    ("of", "which"),
    [
        (COURSE, "the earlier"),
        (_with_due := Requirement("k", "t", "s", COURSE.starts, Due(days=60, counted_from=Anchor.ELIGIBLE)),
         "“eligible”"),
    ],
)  # fmt: skip
def test_both_days_that_could_have_started_the_clock_are_shown(of: Requirement, which: str) -> None:
    days = {Anchor.ELIGIBLE: date(2026, 8, 20), Anchor.FIRST_SHIFT: date(2026, 8, 17)}
    told = clock_started(obligation(of, anchors=days), TODAY)
    assert told == f"First shift Mon Aug 17, eligible Thu Aug 20; {which} counts"
    assert clock_started(obligation(anchors={Anchor.ELIGIBLE: TODAY}), TODAY) == ""


def _own(reader: Person = ADA) -> Message:
    days = {Anchor.ELIGIBLE: date(2026, 6, 28), Anchor.FIRST_SHIFT: date(2026, 6, 25)}
    late = HeldShift(shift(at(26, 7)), 1, 1, 1, at(1, 7))
    exclusion = Exclusion(Who(), "The SSP annual training counts.", permitted=False)
    facts = OfficerTraining(
        officer=ADA,
        today=TODAY,
        lines=(
            countdown(anchors=days),
            countdown(
                hours(2_280, "Active shooter", unverified=(3,)), HOURS, 141, id=8,
                request=request(obligation_id=8, until=date(2027, 1, 31)), first_due_on=date(2026, 12, 1),
            ),
            countdown(
                Progress(done_on=TODAY), FIREARMS, 300, id=9, state=ObligationState.DONE, settled_on=TODAY
            ),
        ),
        records={
            3: record(),
            4: record(
                id=4, state=RecordState.PLANNED, requirement=COURSE.key, sessions=("Session 4",), topics=(),
                done_on=date(2026, 8, 20), starts_at=at(20, 9), ends_at=at(20, 12),
            ),
            5: record(
                id=5, state=RecordState.PLANNED, requirement=COURSE.key, sessions=("Session 5",), topics=(),
                done_on=TODAY,
            ),
        },
        at_stake=(late,),
        excluded=((Requirement("lre", "Law-related education", "s", COURSE.starts), exclusion),),
    )  # fmt: skip
    return officer_training(facts, reader)


def test_an_officer_reads_all_of_it_most_urgent_first() -> None:
    hold("training.own", as_text(_own()))


def test_a_sergeant_reads_the_same_with_the_buttons_of_a_supervisor() -> None:
    hold("training.officer", as_text(_own(SOL)))


def test_only_a_coordinator_is_offered_what_the_pack_leaves_to_coordinators() -> None:
    assert not {"Grant …", "Exempt"} & _buttons(_own(SOL))
    assert {"Grant …", "Decline …", "Exempt", "Verify", "Refuse …"} <= _buttons(_own(CORA))


def test_an_officer_who_owes_nothing_reads_that() -> None:
    hold("training.own.none", as_text(officer_training(OfficerTraining(ADA, TODAY, ()), ADA)))


def test_a_team_is_listed_by_urgency_with_counts_on_top() -> None:
    hold("training.team", as_text(team(page_of(TEAM), SOL)))


def test_what_waits_for_a_word_has_the_buttons_of_each_decision() -> None:
    hold("training.team.waiting", as_text(team(page_of(TEAM, Team(TeamFilter(waiting=True))), SOL)))


def test_a_page_of_a_large_team_leads_to_the_next_and_back() -> None:
    many = [TeamLine(ADA, countdown(id=number, due_in=number)) for number in range(1, 40)]
    middle = team(page_of(many, Team(offset=8)), SOL)
    assert {"Back", "More (23)"} <= _buttons(middle)
    said = [e["value"] for b in middle.blocks if b["type"] == "actions" for e in b["elements"]]
    assert 'say.1:["/training team from 16"]' in said
    assert 'say.1:["/training team"]' in said


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (TeamFilter(), [1, 3, 4, 5, 6, 2]),
        (TeamFilter(overdue=True), [1, 3]),
        (TeamFilter(blocked=True), [1]),
        (TeamFilter(days=14), [1, 3, 4, 5]),
        (TeamFilter(waiting=True), [4, 2]),
        (TeamFilter(words=("fire",)), [3, 5]),
        (TeamFilter(words=("ben", "sso")), [4]),
        (TeamFilter(words=("heron",), overdue=True), [1, 3]),
        (TeamFilter(words=("nobody",)), []),
    ],
)
def test_a_filter_leaves_what_was_asked_for_in_the_order_of_urgency(
    wanted: TeamFilter, ids: list[int]
) -> None:
    assert [one.line.obligation.id for one in by_urgency(TEAM, wanted, today_of)] == ids


def test_a_table_runs_no_formula_and_ends_no_block_of_code() -> None:
    evil = [TeamLine(officer(name='=HYPERLINK("x")', agency=HOSTILE), countdown())]
    shown = table(team_csv(evil, today_of), 1, EVERYTHING)
    told = as_text(shown)
    assert "'=HYPERLINK" in told
    assert "<!channel>" not in told
    assert all(block["text"]["text"].count("```") == 2 for block in shown.blocks[1:2])
    hold("training.table", as_text(table(team_csv(TEAM, today_of), len(TEAM), EVERYTHING)))


def test_a_table_with_too_many_rows_for_a_message_says_where_all_of_them_are() -> None:
    many = [TeamLine(officer(name="N" * 120), countdown(id=n)) for n in range(MOST_ROWS)]
    told = as_text(table(team_csv(many, today_of), 100, EVERYTHING))
    assert told.count("SSO asynchronous training") == MOST_ROWS
    assert "The first 60 of 100." in told
    assert "`muster training team --csv`" in told


def test_hostile_words_of_packs_and_people_mention_nobody_and_break_nothing() -> None:
    of = Requirement("k", HOSTILE * 20, "s", COURSE.starts, excluded=())
    progress = Progress(sessions_left=(HOSTILE * 20,) * 9, unverified=(3,))
    asked = request(reason=HOSTILE * 30)
    line = countdown(progress, of, request=asked)
    evil = record(provider=HOSTILE, certificate=HOSTILE * 20, flagged=HOSTILE * 9, topics=(HOSTILE,) * 9)
    person = officer(name=HOSTILE * 4, agency=HOSTILE)
    facts = OfficerTraining(
        person, TODAY, (line,) * 40, {3: evil}, excluded=((of, Exclusion(Who(), HOSTILE * 40)),) * 9
    )
    page = page_of([TeamLine(person, line)] * 8, Team(TeamFilter(waiting=True, words=(HOSTILE,))))
    page = TeamPage(
        page.asked, page.counts, 8, 8, (TeamLine(person, line),) * 5, {person.id: TODAY}, {3: evil}, 5
    )
    for shown in (officer_training(facts, person), officer_training(facts, CORA), team(page, CORA)):
        told = as_text(shown)
        assert "<!channel>" not in told
        assert "<https" not in told
        assert len(json.dumps(shown.blocks, ensure_ascii=False)) < 60_000


def test_an_overdue_obligation_is_marked_and_a_done_one_says_when() -> None:
    assert ":red_circle: *2 days overdue*, was due Mon Aug 10" in head_of(countdown(due_in=-2), TODAY)
    done = countdown(state=ObligationState.DONE, settled_on=TODAY - timedelta(days=1))
    assert head_of(done, TODAY).endswith(":white_check_mark: Done Tue Aug 11")


def _buttons(shown: Message) -> set[str]:
    every = [
        *(e for block in shown.blocks if block["type"] == "actions" for e in block["elements"]),
        *(block["accessory"] for block in shown.blocks if "accessory" in block),
    ]
    return {element["text"]["text"] for element in every}
