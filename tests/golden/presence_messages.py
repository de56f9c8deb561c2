"""Absences, quiet hours and turns that sit for their portraits: as notices, and as answers."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.blocks.duty import OnDuty, duty
from handlers.blocks.presence import (
    Reading,
    came_back,
    habits_set,
    habits_set_for,
    hand_over,
    holds_shifts,
    stood_down,
    unclear_presence,
    went_away,
    what_holds,
)
from handlers.grammar.asked_presence import PresenceUnclear
from handlers.message import Message
from handlers.notices.absence import away_set, quiet_set, stand_in, stand_in_missing
from handlers.words.presence import presence_words
from scheduling.presence.actions import CameBack, WentAway
from scheduling.presence.facts import Absence, Habits, Presence, Turn
from scheduling.presence.imports.facts import LastRead
from scheduling.presence.letters import WhyMissing
from scheduling.presence.notices import AbsenceTold, NobodyStandsIn, QuietSet
from scheduling.presence.stand_ins import StoodDown
from tests.golden.sitters import ADA, BEN, CORA, SEVEN, SOL

PHOENIX = ZoneInfo("America/Phoenix")
DAY = timedelta(days=1)
MIDNIGHT = datetime(2026, 8, 13, 7, 0, tzinfo=UTC)

CHRISTMAS = Absence(
    1, SOL.id, datetime(2026, 12, 24, 7, tzinfo=UTC), datetime(2027, 1, 3, 7, tzinfo=UTC), CORA.id, "", SOL.id
)
ILL = Absence(2, ADA.id, SEVEN, MIDNIGHT + 2 * DAY, None, "in <hospital>", SOL.id)
HABITS = Habits(time(22), time(6), frozenset({5, 6}))
PEOPLE = {each.id: each for each in (SOL, ADA, BEN, CORA)}
TOLD = AbsenceTold(CHRISTMAS, SOL, CORA, SOL, changed=False, over=False, at=SEVEN)
TOLD_ILL = AbsenceTold(ILL, ADA, None, SOL, changed=False, over=False, at=SEVEN)

PRESENCE_MESSAGES: dict[str, Message] = {
    "away_set": away_set(TOLD_ILL, ADA),
    "away_set.shorter": away_set(replace(TOLD_ILL, changed=True), ADA),
    "away_set.over": away_set(replace(TOLD_ILL, changed=True, over=True), ADA),
    "stand_in": stand_in(TOLD, CORA),
    "stand_in.tomorrow": stand_in(replace(TOLD, at=CHRISTMAS.since - timedelta(hours=6)), CORA),
    "stand_in.shorter": stand_in(replace(TOLD, changed=True, at=CHRISTMAS.since), CORA),
    "stand_in.over": stand_in(replace(TOLD, changed=True, over=True), CORA),
    "stand_in_missing": stand_in_missing(
        NobodyStandsIn(CHRISTMAS, SOL, CORA, WhyMissing.DECLINED, SEVEN), SOL
    ),
    "stand_in_missing.away": stand_in_missing(NobodyStandsIn(ILL, ADA, CORA, WhyMissing.AWAY, SEVEN), SOL),
    "quiet_set": quiet_set(QuietSet(HABITS, BEN, SOL, "nights on <patrol>"), BEN),
    "quiet_set.off": quiet_set(QuietSet(Habits(), BEN, SOL, "days again"), BEN),
}


def _reading(person: int, *, own: bool) -> Reading:
    return Reading(PEOPLE[person], own, PEOPLE, PHOENIX, SEVEN)


_SOL, _SOLS_ADA = _reading(SOL.id, own=True), _reading(ADA.id, own=False)
_NOW = Turn(SOL.id, SEVEN - DAY, SEVEN + 4 * DAY)
_NEXT = Turn(CORA.id, SEVEN + 4 * DAY, SEVEN + 11 * DAY)
_ROTA = OnDuty((_NOW,), (_NEXT,), PEOPLE, {SOL.id: Presence()}, None)
_READ = LastRead(SEVEN, SEVEN - DAY, "", ("Line 3: Nobody on the roster has the address x@example.org.",))
_AWAY = Presence(None, MIDNIGHT + 2 * DAY, CORA.id)

PRESENCE_ANSWERS: dict[str, Message] = {
    "presence.away": went_away(WentAway(CHRISTMAS), _SOL, keeps=()),
    "presence.away.later": went_away(WentAway(CHRISTMAS, stand_in_told_at=MIDNIGHT), _SOL, keeps=()),
    "presence.away.covered": went_away(
        WentAway(CHRISTMAS, leaves=(replace(ILL, stand_in_id=SOL.id),)), _SOL, keeps=()
    ),
    "presence.away.keeps": went_away(
        WentAway(
            replace(CHRISTMAS, since=SEVEN, stand_in_id=None), (CHRISTMAS,), (replace(ILL, stand_in_id=1),)
        ),
        _SOL,
        keeps=(hand_over([12, 14], _SOL), holds_shifts([412], _SOL)),
    ),
    "presence.away.for": went_away(
        WentAway(ILL),
        _SOLS_ADA,
        keeps=(hand_over(list(range(1, 8)), _SOLS_ADA), holds_shifts([7, 8], _SOLS_ADA)),
    ),
    "presence.back": came_back(CameBack(ILL, SEVEN, ()), _SOL),
    "presence.back.later": came_back(CameBack(ILL, MIDNIGHT + DAY, (CHRISTMAS,)), _SOL),
    "presence.back.called_off": came_back(CameBack(CHRISTMAS, CHRISTMAS.since, ()), _SOL),
    "presence.back.for": came_back(CameBack(ILL, SEVEN, ()), _SOLS_ADA),
    "presence.back.not_away": came_back(CameBack(None, SEVEN, ()), _SOL),
    "presence.quiet": habits_set(HABITS, PHOENIX),
    "presence.quiet.off": habits_set(Habits(), PHOENIX),
    "presence.quiet.for": habits_set_for(BEN, HABITS, PHOENIX),
    "presence.stood_down": stood_down(StoodDown(CHRISTMAS, ()), PEOPLE, PHOENIX, SEVEN),
    "presence.stood_down.which": stood_down(StoodDown(None, (CHRISTMAS, ILL)), PEOPLE, PHOENIX, SEVEN),
    "presence.stood_down.none": stood_down(StoodDown(None, ()), PEOPLE, PHOENIX, SEVEN),
    "presence.holds": what_holds(
        presence_words(HABITS, [CHRISTMAS], PEOPLE, PHOENIX, SEVEN), answers_for_others=True
    ),
    "presence.holds.nothing": what_holds([], answers_for_others=False),
    "presence.unclear.when": unclear_presence(PresenceUnclear("away"), "away soon <@U0BEN|ben>"),
    "presence.unclear.who": unclear_presence(PresenceUnclear("away", unpicked=True), "away @ben today"),
    "presence.unclear.nearest": unclear_presence(
        PresenceUnclear("away", "Do you mean 2026-08-12?", nearest="away 2026-08-12 sick"), "away sick today"
    ),
    "duty": duty(_ROTA, PHOENIX, answers_for_others=False),
    "duty.away": duty(replace(_ROTA, presence={SOL.id: _AWAY}, last=_READ), PHOENIX, answers_for_others=True),
    "duty.nobody": duty(replace(_ROTA, now=()), PHOENIX, answers_for_others=False),
    "duty.no_rota": duty(replace(_ROTA, now=(), next=()), PHOENIX, answers_for_others=True),
}
