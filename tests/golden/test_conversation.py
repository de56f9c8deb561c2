"""What an officer reads from the list to the claim, and Home, as it is kept."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.blocks.asked_for import asked_override, asked_release
from handlers.blocks.feed import applied_delivery, decided_delivery, discarded_delivery
from handlers.blocks.forms import ask_release_form, override_form, release_form
from handlers.blocks.help import help_text, unclear, what_you_can_do
from handlers.blocks.home import FeedDesk, HomeFacts, OwnShifts, Watch, home
from handlers.blocks.mine import mine
from handlers.blocks.open_list import open_list, which_school
from handlers.blocks.preview import claimed, claimed_for, preview
from handlers.blocks.released import released, released_for
from handlers.blocks.waitlist import joined, left
from handlers.blocks.who import who
from handlers.ids.shifts import Look
from handlers.visit import Origin
from scheduling.feed.facts import Pull, PullReport, PullState
from scheduling.feed.queries import FeedStatus
from scheduling.shifts.facts import (
    BoardLine,
    Claimed,
    ClaimVerdict,
    HeldShift,
    Load,
    OnPost,
    OpenPage,
    Released,
    Waiting,
)
from scheduling.shifts.questions.facts import Asked
from tests.conftest import NOON
from tests.golden.keeper import as_text, blocks_as_text, hold
from tests.golden.sitters import ADA, BASALT, BEN, CLEO, CORA, QUARTZ, REST, SEVEN, SHIFT, SOL
from tests.handlers.limits import check_view

PHOENIX, DENVER = ZoneInfo("America/Phoenix"), ZoneInfo("America/Denver")
NOTED = replace(SHIFT, notes="Park at the <north> gate")
NIGHT = replace(
    SHIFT, id=413, school=BASALT, post="Football game", armed=False, places=3, held=1,
    starts_at=SEVEN + timedelta(hours=14), ends_at=SEVEN + timedelta(hours=18),
)  # fmt: skip
LOAD = Load(
    day=date(2026, 8, 13), day_hours=timedelta(hours=8), day_limit=timedelta(hours=14),
    week=date(2026, 8, 10), week_hours=timedelta(hours=46.5), week_limit=timedelta(hours=60),
    rest_before=timedelta(hours=16), rest_after=timedelta(hours=10.5), rest_limit=timedelta(hours=8),
)  # fmt: skip
PULL = Pull(
    id=9, source="roster-system", at=SEVEN, seen_at=SEVEN, state=PullState.HELD,
    reason="It would withdraw 30 of 80 coming shifts (38 %); 20 % is the limit.", new=1, changed=2,
    unchanged=50, withdrawn=30, quarantined=1, decided_by="",
)  # fmt: skip
PAGE = OpenPage((SHIFT, NIGHT), total=7, offset=0, more=True)
HELD = (HeldShift(SHIFT, 1, 1, ADA.id, SEVEN), HeldShift(NIGHT, 2, 1, ADA.id, SEVEN))
DONE = Claimed(SHIFT, ADA, 1, 1, LOAD)
NOW = SEVEN - timedelta(hours=19)

MESSAGES = {
    "open_list": open_list(
        PAGE, Look(), [BASALT, QUARTZ], now=NOW, reader=PHOENIX,
        window=timedelta(days=14), size=5,
    ),
    "open_list.empty": open_list(
        OpenPage((), 0, 0, more=False), Look(QUARTZ.id, "2026-08-15", "2026-08-16"), [BASALT, QUARTZ],
        now=NOW, reader=PHOENIX, window=timedelta(days=14), size=5,
    ),
    "open_list.cover": open_list(
        OpenPage((replace(SHIFT, cover_called_at=SEVEN), NIGHT), total=2, offset=0, more=False), Look(),
        [QUARTZ], now=SEVEN + timedelta(minutes=40), reader=PHOENIX, window=timedelta(days=14), size=5,
    ),
    "which_school": which_school("q", [QUARTZ, BASALT], Look()),
    "preview": preview(ClaimVerdict(NOTED, CLEO, (), LOAD), DENVER, [], now=NOW),
    "preview.refused": preview(ClaimVerdict(SHIFT, ADA, (REST,), LOAD), PHOENIX, [SOL], now=NOW),
    "claimed": claimed(DONE, PHOENIX),
    "claimed_for": claimed_for(DONE, "Nobody else is left"),
    "released": released(Released(SHIFT, ADA, BEN, ()), PHOENIX),
    "released_for": released_for(Released(SHIFT, ADA, None, ()), "Court that day"),
    "asked_override": asked_override(Asked((SOL,), NOON), 412, PHOENIX),
    "asked_override.already": asked_override(Asked((SOL,), NOON, already=True), 412, PHOENIX),
    "asked_override.nobody": asked_override(Asked((), NOON), 412, PHOENIX),
    "asked_release": asked_release(Asked((SOL, CORA), NOON), 412, PHOENIX),
    "asked_release.already": asked_release(Asked((SOL, CORA), NOON, already=True), 412, PHOENIX),
    "joined": joined(Waiting(SHIFT, ADA, 2), PHOENIX),
    "left": left(SHIFT, PHOENIX),
    "mine": mine(HELD, [Waiting(SHIFT, ADA, 2)], PHOENIX),
    "who": who([OnPost(SHIFT, (ADA,), now=True), OnPost(NIGHT, (), now=False)]),
    "help": help_text(answers_for_others=True),
    "sso.officer": what_you_can_do(ADA),
    "sso.coordinator": what_you_can_do(CORA),
    "unclear": unclear("", "mien", "mine"),
    "feed.applied": applied_delivery(PullReport(9, "roster-system", PullState.APPLIED), "Cora Cypress"),
    "feed.discarded": discarded_delivery("Cora Cypress"),
    "feed.decided": decided_delivery(replace(PULL, state=PullState.SUPERSEDED), ""),
}  # fmt: skip

HOMES = {
    "home.officer": HomeFacts(
        ADA, NOW, PHOENIX, "Muster", OwnShifts(HELD, (Waiting(SHIFT, ADA, 1),), PAGE, timedelta(hours=14)),
        None, None,
    ),
    "home.sergeant": HomeFacts(
        SOL, NOW, PHOENIX, "Muster", OwnShifts((), (), OpenPage((), 0, 0, more=False), timedelta(hours=14)),
        Watch((OnPost(SHIFT, (ADA,), now=True),), (BoardLine(NIGHT, (BEN,), 1),)), None,
    ),
    "home.coordinator": HomeFacts(
        CORA, SEVEN + timedelta(hours=2), PHOENIX, "Muster", None, Watch((), ()),
        FeedDesk(FeedStatus("roster-system", PULL, PULL, PULL, 3)),
    ),
}  # fmt: skip

FORMS = {
    "form.override": override_form(ClaimVerdict(SHIFT, ADA, (REST,), LOAD), Origin("https://slack.test")),
    "form.release": release_form(SHIFT, ADA, Origin()),
    "form.ask_release": ask_release_form(SHIFT, ADA, "Sergeant Sol Sequoia", Origin()),
}  # fmt: skip


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_reads_as_it_is_kept(name: str) -> None:
    hold(name, as_text(MESSAGES[name]))


@pytest.mark.parametrize("name", HOMES)
def test_home_reads_as_it_is_kept(name: str) -> None:
    blocks = home(HOMES[name])
    check_view({"type": "home", "blocks": list(blocks)})
    hold(name, "\n".join(blocks_as_text(blocks)) + "\n")


@pytest.mark.parametrize("name", FORMS)
def test_a_form_reads_as_it_is_kept(name: str) -> None:
    form = FORMS[name]
    hold(name, "\n".join([f"# {form.title}", *blocks_as_text(form.blocks), f"[{form.submit}]"]) + "\n")
