"""Every notice of training, as it stands for a portrait."""

from dataclasses import replace
from datetime import date

from handlers.message import Message
from handlers.notices.training_cleared import training_cleared
from handlers.notices.training_countdown import training_countdown
from handlers.notices.training_handed_back import training_handed_back
from handlers.notices.training_overdue import training_overdue
from handlers.notices.training_records import (
    training_record_decided,
    training_verify_asked,
    training_verify_settled,
)
from handlers.notices.training_requests import (
    training_request_asked,
    training_request_decided,
    training_request_settled,
)
from handlers.notices.training_started import training_started
from handlers.notices.training_table import training_table
from handlers.notices.training_team import training_team
from scheduling.training.facts import ObligationState, RecordState, RequestState
from scheduling.training.notices.facts import (
    HandedBack,
    TrainingCleared,
    TrainingCountdown,
    TrainingHandedBack,
    TrainingOverdue,
    TrainingRecordDecided,
    TrainingRequestAsked,
    TrainingRequestDecided,
    TrainingRequestSettled,
    TrainingTeam,
    TrainingVerifyAsked,
)
from scheduling.training.reports.table_asked import TrainingTable
from scheduling.training.reports.team_sheet import team_csv
from scheduling.training.rules.urgency import TeamFilter, TeamLine, count_by_urgency
from tests.golden.sitters import ADA, BEN, CLEO, CORA, SOL
from tests.golden.training_sitters import (
    ASKED_AT,
    ASKS,
    HELD,
    LETS_OFF,
    LINE,
    OVERDUE,
    RECORD,
    THIRTY,
    TODAY,
    TOLD,
    UNQUALIFIED,
)

_LOOKED_AT = replace(RECORD, decided_by=SOL.id, decided_at=ASKED_AT)
_VERIFIED = replace(_LOOKED_AT, state=RecordState.VERIFIED, flagged="")
_REFUSED = replace(_LOOKED_AT, state=RecordState.REFUSED, reason="It names <nobody>")
_SETTLED = replace(ASKS, decided_by=SOL.id, decided_at=ASKED_AT)
_GRANTED = replace(
    _SETTLED, state=RequestState.GRANTED, granted_until=date(2026, 10, 23), decision="A week is enough"
)
_DECLINED = replace(_SETTLED, state=RequestState.DECLINED, decision="There is time")
_FOR_GOOD = replace(
    LETS_OFF, decided_by=SOL.id, decided_at=ASKED_AT, state=RequestState.GRANTED, decision="Retires in May"
)
_LAPSED = replace(ASKS, state=RequestState.LAPSED)
_LONGER = replace(LINE, obligation=replace(LINE.obligation, due_on=date(2026, 10, 23)))
_EXEMPT = replace(
    LINE, obligation=replace(LINE.obligation, state=ObligationState.EXEMPT, reason="Retires in May")
)
_GOT_BACK = (HandedBack(HELD[0], (BEN,)), HandedBack(HELD[1]))
_TEAM = (TeamLine(BEN, UNQUALIFIED), TeamLine(CLEO, TOLD), TeamLine(ADA, LINE), TeamLine(BEN, THIRTY))

TRAINING_MESSAGES: dict[str, Message] = {
    "training_countdown": training_countdown(TrainingCountdown(ADA, TODAY, (LINE,), HELD), ADA),
    "training_countdown.several": training_countdown(
        TrainingCountdown(ADA, TODAY, (TOLD, LINE, THIRTY), ()), ADA
    ),
    "training_countdown.overdue": training_countdown(
        TrainingCountdown(ADA, TODAY, (UNQUALIFIED, LINE), HELD), ADA
    ),
    "training_countdown.told": training_countdown(TrainingCountdown(ADA, TODAY, (TOLD,)), ADA),
    "training_started": training_started(TrainingCountdown(ADA, TODAY, (TOLD,)), ADA),
    "training_started.several": training_started(TrainingCountdown(ADA, TODAY, (TOLD, THIRTY)), ADA),
    "training_team": training_team(
        TrainingTeam(TODAY, count_by_urgency(_TEAM, lambda _officer: TODAY), _TEAM), SOL
    ),
    "training_table": training_table(
        TrainingTable(TODAY, TeamFilter(days=30), len(_TEAM), team_csv(_TEAM, lambda _officer: TODAY)), SOL
    ),
    "training_overdue": training_overdue(
        TrainingOverdue(TODAY, (TeamLine(ADA, OVERDUE),), {ADA.id: HELD}), SOL
    ),
    "training_overdue.several": training_overdue(
        TrainingOverdue(TODAY, (TeamLine(ADA, OVERDUE), TeamLine(BEN, UNQUALIFIED)), {}), SOL
    ),
    "training_cleared": training_cleared(TrainingCleared(ADA), ADA),
    "training_cleared.supervisor": training_cleared(TrainingCleared(ADA), SOL),
    "training_handed_back": training_handed_back(TrainingHandedBack(ADA, TODAY, OVERDUE, _GOT_BACK), ADA),
    "training_handed_back.supervisor": training_handed_back(
        TrainingHandedBack(ADA, TODAY, OVERDUE, _GOT_BACK[1:]), None
    ),
    "training_verify_asked": training_verify_asked(
        TrainingVerifyAsked(ADA, TODAY, "In-service training", RECORD), SOL
    ),
    "training_verify_settled": training_verify_settled(
        TrainingRecordDecided(ADA, TODAY, SOL, "In-service training", _VERIFIED, THIRTY), CORA
    ),
    "training_record_decided": training_record_decided(
        TrainingRecordDecided(ADA, TODAY, SOL, "In-service training", _VERIFIED, THIRTY), ADA
    ),
    "training_record_decided.refused": training_record_decided(
        TrainingRecordDecided(ADA, TODAY, SOL, "In-service training", _REFUSED, None), ADA
    ),
    "training_request_asked": training_request_asked(
        TrainingRequestAsked(ADA, TODAY, replace(LINE, request=ASKS), ASKS, date(2026, 11, 15), HELD), SOL
    ),
    "training_request_asked.exemption": training_request_asked(
        TrainingRequestAsked(ADA, TODAY, replace(LINE, request=LETS_OFF), LETS_OFF, None), CORA
    ),
    "training_request_decided": training_request_decided(
        TrainingRequestDecided(ADA, TODAY, SOL, _LONGER, _GRANTED), ADA
    ),
    "training_request_decided.declined": training_request_decided(
        TrainingRequestDecided(ADA, TODAY, SOL, LINE, _DECLINED), ADA
    ),
    "training_request_decided.exempt": training_request_decided(
        TrainingRequestDecided(ADA, TODAY, SOL, _EXEMPT, _FOR_GOOD), ADA
    ),
    "training_request_settled": training_request_settled(
        TrainingRequestSettled(ADA, TODAY, SOL, _LONGER, _GRANTED), CORA
    ),
    "training_request_settled.lapsed": training_request_settled(
        TrainingRequestSettled(ADA, TODAY, None, LINE, _LAPSED), CORA
    ),
}
