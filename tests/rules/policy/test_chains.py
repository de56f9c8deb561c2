"""Chains are read whole, combine key by key, and every mistake in one is a sentence of its own."""

from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from scheduling.escalations.facts import EscalationKind
from scheduling.policy.chains import Chain, Hours, Step, Target, Tell
from scheduling.policy.escalation_grammar import LADDERS
from scheduling.policy.loader import list_packs, load_policy
from tests.factories.packs import without_chains, written

EVERYTHING = """\
[groups]
command = ["Sol@Example.org", "captain@example.org"]

[escalations.shift_unfilled]
source = "General order 14"
since = 2026-07-01
until = 2027-06-30
opens = { hours_before = [48, 12, 3] }
urgent_from = 12
steps = [
  { tell = ["channel", "on_duty"] },
  { after_minutes = 20, tell = ["group:command", "person:Cora@example.org", "supervisor"] },
]
repeat_minutes = 240
hours = { from = "07:00", until = "21:00", weekdays = ["fri", "mon"], closures = true }
remind_minutes = [60, 120]
unacknowledge_minutes = 180
"""

MINUTE = timedelta(minutes=1)


def chain_of(folder: Path, kind: str, text: str) -> Chain:
    return load_policy(written(folder, f"[escalations.{kind}]\n{text}\n")).chains[kind]


def mistakes_of(folder: Path, text: str) -> list[str]:
    with pytest.raises(ValueError) as refused:
        load_policy(written(folder, text))
    return [line.removeprefix("mine.toml, ") for line in str(refused.value).splitlines()]


def test_a_pack_says_everything_that_a_chain_can_hold(tmp_path: Path) -> None:
    policy = load_policy(written(tmp_path, EVERYTHING))
    assert policy.groups == {"command": ("sol@example.org", "captain@example.org")}
    assert policy.chains["shift_unfilled"] == Chain(
        key="shift_unfilled",
        source="General order 14",
        since=date(2026, 7, 1),
        until=date(2027, 6, 30),
        opens=(timedelta(hours=48), timedelta(hours=12), timedelta(hours=3)),
        urgent_from=1,
        steps=(
            Step(timedelta(0), (Tell(Target.CHANNEL), Tell(Target.ON_DUTY))),
            Step(
                20 * MINUTE,
                (
                    Tell(Target.GROUP, "command"),
                    Tell(Target.PERSON, "cora@example.org"),
                    Tell(Target.SUPERVISOR),
                ),
            ),
        ),
        repeat=240 * MINUTE,
        hours=Hours(time(7), time(21), frozenset({0, 4}), closures=True),
        remind=(60 * MINUTE, 120 * MINUTE),
        unacknowledge=180 * MINUTE,
    )


def test_every_kind_of_escalation_has_a_chain_and_nothing_else_has() -> None:
    assert set(LADDERS) == {kind.value for kind in EscalationKind}
    for pack in list_packs():
        assert set(load_policy(pack).chains) == set(LADDERS)


def test_the_default_chains_are_on_and_begin_in_the_channel() -> None:
    for chain in load_policy("default").chains.values():
        assert chain.on, chain.key
        assert chain.steps[0].after == timedelta(0), chain.key
        assert Tell(Target.CHANNEL) in chain.steps[0].tell, chain.key


def test_what_cannot_wait_until_the_morning_is_urgent_and_nothing_else_is() -> None:
    chains = load_policy("default").chains
    urgent = {kind: chain.urgent_from for kind, chain in chains.items() if chain.urgent_from is not None}
    assert urgent == {"shift_unfilled": 2, "shift_no_show": 0, "report": 0}
    unfilled = chains["shift_unfilled"]
    assert [hours / timedelta(hours=1) for hours in unfilled.opens] == [72, 24, 4]
    assert [unfilled.is_urgent(level) for level in range(3)] == [False, False, True]


def test_no_chain_leaves_an_escalation_with_somebody_for_ever() -> None:
    for chain in load_policy("default").chains.values():
        assert chain.remind, chain.key
        assert chain.unacknowledge is not None, chain.key


def test_a_district_switches_one_chain_off_and_says_no_more_of_it(tmp_path: Path) -> None:
    default = load_policy("default").chains
    district = load_policy(written(tmp_path, "[escalations.training]\non = false\n")).chains
    assert not district["training"].on
    assert not district["training"].in_force(date(2026, 8, 12))
    assert district["training"].steps == default["training"].steps
    assert {kind: chain for kind, chain in district.items() if kind != "training"} == {
        kind: chain for kind, chain in default.items() if kind != "training"
    }


def test_hours_and_what_opens_a_chain_are_replaced_whole(tmp_path: Path) -> None:
    text = 'hours = { weekdays = ["sat"] }\nopens = { hours_before = [4] }'
    chain = chain_of(tmp_path, "shift_unfilled", text)
    assert chain.hours == Hours(weekdays=frozenset({5}))
    assert (chain.opens, chain.urgent_from) == ((timedelta(hours=4),), 0)


def test_groups_combine_by_name(tmp_path: Path) -> None:
    below = written(tmp_path, '[groups]\na = ["a@example.org"]\nb = ["b@example.org"]\n', "below")
    above = written(tmp_path, '[groups]\nb = ["c@example.org"]\n', "above")
    both = load_policy(f"{below},{above}").groups
    assert both == {"a": ("a@example.org",), "b": ("c@example.org",)}


@pytest.mark.parametrize(
    ("told", "rung"), [('"always"', 0), ('"never"', None), ("72", 0), ("24", 1), ("4", 2)]
)
def test_a_chain_is_urgent_from_a_figure_or_always_or_never(
    tmp_path: Path, told: str, rung: int | None
) -> None:
    assert chain_of(tmp_path, "shift_unfilled", f"urgent_from = {told}").urgent_from == rung


def test_nobody_loses_what_they_have_where_the_pack_says_zero(tmp_path: Path) -> None:
    assert chain_of(tmp_path, "feed", "unacknowledge_minutes = 0").unacknowledge is None


def test_a_chain_opens_nothing_before_it_is_in_force_or_after(tmp_path: Path) -> None:
    chain = chain_of(tmp_path, "feed", "since = 2026-08-10\nuntil = 2026-08-12")
    days = [chain.in_force(date(2026, 8, day)) for day in (9, 10, 12, 13)]
    assert days == [False, True, True, False]


def test_tests_that_are_about_something_else_switch_all_chains_off(tmp_path: Path) -> None:
    chains = load_policy(f"default,{without_chains(tmp_path, but=['feed'])}").chains
    assert [kind for kind, chain in chains.items() if chain.on] == ["feed"]


TARGETS = (
    'expected a list of "supervisor", "coordinator", "on_duty", "everyone", "channel", "person:ADDRESS" and '
    '"group:NAME"'
)
HOURS = "expected a list of 1 to 10 whole hours above 0, e.g. [72, 24]"
MINUTES = "expected a list of at most 10 whole minutes above 0, e.g. [30, 60]"

# what is said of which kind, on line 2 → the sentence
WRONG: dict[tuple[str, str], str] = {
    ("feed", "stepz = []"): "stepz is not known; remove it or check its spelling (`steps`?)",
    ("feed", "source = 3"): (
        'source is 3; expected where it comes from, e.g. source = "agency setting", in at most 400 characters'
    ),
    ("feed", 'on = "no"'): 'on is "no"; expected true or false',
    ("feed", "steps = []"): (
        'steps is a list of 0; expected a list of 1 to 20 steps, e.g. steps = [{ tell = ["channel"] }]'
    ),
    ("feed", "steps = [{ tell = [] }]"): f"steps[1].tell is a list of 0; {TARGETS}",
    ("feed", "steps = [{ after_minutes = 5 }]"): f"steps[1].tell is missing; {TARGETS}",
    ("feed", 'steps = [{ tell = ["boss"] }]'): f'steps[1].tell[1] is "boss"; {TARGETS}',
    ("feed", 'steps = [{ tell = ["person:sol"] }]'): f'steps[1].tell[1] is "person:sol"; {TARGETS}',
    ("feed", 'steps = [{ tell = ["channel:shifts"] }]'): f'steps[1].tell[1] is "channel:shifts"; {TARGETS}',
    ("feed", 'steps = [{ tell = ["channel:"] }]'): f'steps[1].tell[1] is "channel:"; {TARGETS}',
    ("feed", 'steps = [{ tell = ["group"] }]'): f'steps[1].tell[1] is "group"; {TARGETS}',
    ("feed", "steps = [{ tell = [7] }]"): f"steps[1].tell[1] is 7; {TARGETS}",
    ("feed", 'steps = [{ tell = ["channel", "channel"] }]'): 'steps[1].tell says "channel" more than once',
    ("feed", 'steps = [{ tell = ["group:comand"] }]'): (
        'steps[1].tell[1] is "group:comand", and [groups] has none of it (`command`?)'
    ),
    ("feed", 'steps = [{ tell = ["group:zzz"] }]'): (
        'steps[1].tell[1] is "group:zzz", and [groups] has none of it'
    ),
    ("feed", 'steps = [{ tell = ["channel"], after_minutes = -1 }]'): (
        "steps[1].after_minutes is -1; expected a whole number of minutes from 0, e.g. after_minutes = 30"
    ),
    ("feed", 'steps = [{ tell = ["channel"], after_minute = 5 }]'): (
        "steps[1].after_minute is not known; remove it or check its spelling (`after_minutes`?)"
    ),
    ("feed", "repeat_minutes = 4"): (
        "repeat_minutes is 4; expected a whole number of minutes from 5, e.g. repeat_minutes = 60"
    ),
    ("feed", "opens = { hours_before = [3] }"): "opens is idle; it opens as soon as it is found",
    ("feed", "urgent_from = 3"): (
        'is urgent from 3, and `opens` has nothing; expected one of its figures, "always" or "never" as '
        "urgent_from"
    ),
    ("feed", "urgent_from = true"): (
        'urgent_from is true; expected a figure of `opens`, "always" or "never"'
    ),
    ("feed", 'urgent_from = "often"'): (
        'urgent_from is "often"; expected a figure of `opens`, "always" or "never"'
    ),
    ("feed", "remind_minutes = [60, 30]"): (
        "remind_minutes[2] is 30, after 60; each is counted from the taking, the smallest first"
    ),
    ("feed", "remind_minutes = [30, 30]"): (
        "remind_minutes[2] is 30, after 30; each is counted from the taking, the smallest first"
    ),
    ("feed", "remind_minutes = [0]"): f"remind_minutes[1] is 0; {MINUTES}",
    ("feed", "unacknowledge_minutes = 90"): (
        "unacknowledge_minutes is 90, before whoever has it is reminded after 180"
    ),
    ("feed", "unacknowledge_minutes = 180"): (
        "unacknowledge_minutes is 180, before whoever has it is reminded after 180"
    ),
    ("feed", "unacknowledge_minutes = -1"): (
        "unacknowledge_minutes is -1; expected a whole number of minutes, or 0 where it stays with whoever "
        "took it"
    ),
    ("feed", 'hours = { form = "07:00" }'): (
        "hours.form is not known; remove it or check its spelling (`from`?)"
    ),
    ("feed", "hours = { starts = 07:00:00 }"): "hours.starts is not known; remove it or check its spelling",
    ("feed", "hours = { from = 7 }"): 'hours.from is 7; expected a local time such as "09:00"',
    ("feed", 'hours = { from = "21:00", until = "07:00" }'): (
        "hours.until is not after `from`; it could never go on"
    ),
    ("feed", "hours = { weekdays = [] }"): (
        'hours.weekdays is a list of 0; expected a list of "mon", "tue", "wed", "thu", "fri", "sat" and "sun"'
    ),
    ("feed", 'hours = { weekdays = ["Monday"] }'): (
        'hours.weekdays[1] is "Monday"; expected a list of "mon", "tue", "wed", "thu", "fri", "sat" and "sun"'
    ),
    ("feed", 'hours = { weekdays = ["mon", "mon"] }'): 'hours.weekdays says "mon" more than once',
    ("feed", "hours = { closures = 1 }"): (
        "hours.closures is 1; expected true where it rests while schools are closed, or else false"
    ),
    ("feed", "since = 2026-08-12\nuntil = 2026-08-11"): (
        "until is 2026-08-11, before it is in force from 2026-08-12"
    ),
    ("feed", "since = true"): (
        "since is true; expected a date without quotation marks, e.g. 2026-07-01"
    ),
    ("shift_unfilled", "opens = { days_before = [3] }\nurgent_from = 3"): (
        "opens says days_before; it opens by hours_before alone"
    ),
    ("shift_unfilled", 'opens = {}\nurgent_from = "never"'): (
        "opens does not say when it opens; expected hours_before"
    ),
    ("shift_unfilled", "opens = { hours_before = [] }"): f"opens.hours_before is a list of 0; {HOURS}",
    ("shift_unfilled", "opens = { hours_before = [4, 0] }"): f"opens.hours_before[2] is 0; {HOURS}",
    ("shift_unfilled", "opens = { hours_before = [4, 24] }"): (
        "opens.hours_before[2] is 24, after 4; the largest comes first"
    ),
    ("shift_unfilled", "opens = { hours_before = [48, 12] }"): (
        'is urgent from 4, and `opens` has only 48, 12; expected one of its figures, "always" or "never" as '
        "urgent_from"
    ),
    ("shift_no_show", "opens = { minutes_after = [30, 15] }"): (
        "opens.minutes_after[2] is 15, after 30; the smallest comes first"
    ),
    ("training", "opens = { days_before = [-1] }"): (
        "opens.days_before[1] is -1; expected a list of 1 to 10 whole days from 0, e.g. [3, 0]"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "told"), WRONG)
def test_a_mistake_in_a_chain_is_a_sentence_with_its_line(tmp_path: Path, kind: str, told: str) -> None:
    text = f'[escalations.{kind}]\n{told}\n[groups]\ncommand = ["sol@example.org"]\n'
    [said] = mistakes_of(tmp_path, text)
    dot = " " if WRONG[kind, told].startswith("is urgent") else "."
    line, _, sentence = said.partition(": ")
    assert sentence == f"escalations.{kind}{dot}{WRONG[kind, told]}."
    assert line == f"line {_line_of(told, dot)}"


def _line_of(told: str, dot: str) -> int:
    """Of two keys the mistake is in the second where that is a date; of the chain itself, where it begins."""
    return 1 if dot == " " else 3 if told.startswith("since = 2") else 2


def test_a_kind_that_is_none_is_told_which_there_are(tmp_path: Path) -> None:
    kinds = (
        "shift_unfilled, shift_no_show, training, qualification, meeting_short, feed, notices, officer_gone"
    )
    assert mistakes_of(tmp_path, "[escalations.trainning]\non = false\n[escalations.zzz]\n") == [
        f"line 1: escalations.trainning is not known (`training`?); escalations are {kinds}, report.",
        f"line 3: escalations.zzz is not known; escalations are {kinds}, report.",
    ]


LISTS = 'expected lists of e-mail addresses such as command = ["sol@example.org"]'
NO_NAME = "expected a small letter first, then small letters, digits and _, at most 60 in all"

NO_TABLES = {
    "escalations = 3": "escalations is 3; expected tables such as [escalations.training]",
    "escalations.feed = 3": "escalations.feed is 3; expected a table",
    "groups = 3": f"groups is 3; {LISTS}",
    'groups.command = "sol@example.org"': f'groups.command is "sol@example.org"; {LISTS}',
    "groups.command = []": f"groups.command is a list of 0; {LISTS}",
    'groups.command = ["sol"]': f'groups.command[1] is "sol"; {LISTS}',
    'groups.Command = ["sol@example.org"]': f"groups.Command is no name; {NO_NAME}",
}


@pytest.mark.parametrize("told", NO_TABLES)
def test_what_is_no_chain_and_no_group_is_said_in_a_sentence(tmp_path: Path, told: str) -> None:
    assert mistakes_of(tmp_path, told + "\n") == [f"line 1: {NO_TABLES[told]}."]


def test_mistakes_in_chains_are_said_beside_all_others(tmp_path: Path) -> None:
    text = "[rest]\nhours = 0\n[escalations.feed]\nsteps = []\n[escalations.training]\non = 1\n"
    assert [said.partition(":")[0] for said in mistakes_of(tmp_path, text)] == [
        "line 1",
        "line 2",
        "line 4",
        "line 6",
    ]


def test_a_group_with_a_mistake_is_not_missed_by_the_chain_that_names_it(tmp_path: Path) -> None:
    text = '[groups]\ncommand = ["sol"]\n[escalations.feed]\nsteps = [{ tell = ["group:command"] }]\n'
    [said] = mistakes_of(tmp_path, text)
    assert said.startswith("line 2: groups.command[1] ")


def test_a_chain_that_is_off_has_to_be_sound_as_well(tmp_path: Path) -> None:
    told: dict[str, Any] = {"on": "false", "remind_minutes": "[9, 3]"}
    text = "[escalations.feed]\n" + "".join(f"{key} = {value}\n" for key, value in told.items())
    assert len(mistakes_of(tmp_path, text)) == 1
