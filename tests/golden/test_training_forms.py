"""The forms of training and what comes of them, as they are kept."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.blocks.training.decision_forms import decline_form, grant_form, refuse_form
from handlers.blocks.training.done import asked, logged, record_decided, reminded_later, request_decided
from handlers.blocks.training.log_form import ToLog, log_form
from handlers.blocks.training.put_off_forms import PutOff, exemption_form, extension_form
from handlers.blocks.training.which import nothing_to_choose, settled_by_now, which_training
from handlers.blocks.views import view_of_form
from handlers.ids.training import LOG_TRAINING_FORM
from handlers.message import Message, Modal
from handlers.visit import Origin
from scheduling.training.facts import ObligationState, RecordState, RequestKind, RequestState
from scheduling.training.records.actions import Logged
from scheduling.training.records.verifying import RecordDecided
from scheduling.training.requests.actions import RequestAsked, RequestDecided
from tests.factories.training import SESSIONS
from tests.golden.keeper import as_text, blocks_as_text, hold
from tests.golden.sitters import ADA, SOL
from tests.golden.training_sitters import (
    ASKS,
    DONE,
    LETS_OFF,
    LINE,
    OWED,
    PLANNED,
    RECORD,
    SESSION,
    THIRTY,
    TODAY,
    UNQUALIFIED,
)
from tests.handlers.limits import check_view

HERE = Origin("https://slack.test/response", replaces=True)
GRANTED = replace(ASKS, state=RequestState.GRANTED, granted_until=date(2026, 10, 30))
EXTENDED = replace(OWED, due_on=date(2026, 10, 30))
EXEMPT = replace(OWED, state=ObligationState.EXEMPT, reason="Retires in May")

FORMS: dict[str, Modal] = {
    "log.sessions": log_form(ToLog(ADA, own=True, line=LINE, sessions=SESSIONS[3:], today=TODAY), HERE),
    "log.hours": log_form(ToLog(ADA, own=True, line=THIRTY, sessions=(), today=TODAY), HERE),
    "log.completion": log_form(ToLog(ADA, own=False, line=UNQUALIFIED, sessions=(), today=TODAY), HERE),
    "ask_extension": extension_form(
        PutOff(ADA, own=True, line=LINE, decides="Sergeant Sol <Sequoia>", today=TODAY), HERE
    ),
    "extend": extension_form(PutOff(ADA, own=False, line=LINE, decides="A supervisor", today=TODAY), HERE),
    "ask_exemption": exemption_form(
        PutOff(ADA, own=True, line=LINE, decides="A coordinator", today=TODAY), HERE
    ),
    "exempt": exemption_form(PutOff(ADA, own=False, line=LINE, decides="A coordinator", today=TODAY), HERE),
    "grant": grant_form(ADA, LINE, ASKS, TODAY, HERE),
    "grant.exemption": grant_form(ADA, LINE, LETS_OFF, TODAY, HERE),
    "decline": decline_form(ADA, LINE, ASKS, TODAY, HERE),
    "refuse": refuse_form(ADA, "In-service training", RECORD, TODAY, HERE),
}

ANSWERS: dict[str, Message] = {
    "which": which_training("Log progress for which?", LOG_TRAINING_FORM, [LINE, THIRTY], TODAY),
    "nothing": nothing_to_choose("Nothing is owed now."),
    "settled": settled_by_now(DONE, TODAY, ADA, ADA),
    "settled.supervisor": settled_by_now(DONE, TODAY, ADA, SOL),
    "logged": logged(Logged(SESSION, ADA, LINE, counts=True), ADA, TODAY),
    "logged.last": logged(Logged(SESSION, ADA, DONE, counts=True), ADA, TODAY),
    "logged.waits": logged(Logged(RECORD, ADA, THIRTY, counts=True, asked=(SOL,)), ADA, TODAY),
    "logged.needless": logged(Logged(SESSION, ADA, None, counts=False), ADA, TODAY),
    "logged.planned": logged(Logged(PLANNED, ADA, LINE, counts=False), ADA, TODAY),
    "logged.for": logged(Logged(SESSION, ADA, LINE, counts=True), SOL, TODAY),
    "later": reminded_later(date(2026, 10, 5), TODAY),
    "later.nothing": reminded_later(None, TODAY),
    "verified": record_decided(
        RecordDecided(replace(RECORD, state=RecordState.VERIFIED), ADA, THIRTY), "In-service training", TODAY
    ),
    "refused": record_decided(
        RecordDecided(replace(RECORD, state=RecordState.REFUSED), ADA, None), "In-service training", TODAY
    ),
    "asked": asked(RequestAsked(ASKS, (SOL,)), RequestKind.EXTENSION, OWED, TODAY),
    "asked.already": asked(RequestAsked(ASKS, (SOL,), already=True), RequestKind.EXTENSION, OWED, TODAY),
    "asked.nobody": asked(RequestAsked(None, ()), RequestKind.EXTENSION, OWED, TODAY),
    "asked.exemption": asked(RequestAsked(LETS_OFF, (SOL,)), RequestKind.EXEMPTION, OWED, TODAY),
    "granted": request_decided(RequestDecided(GRANTED, EXTENDED, ADA), TODAY),
    "declined": request_decided(RequestDecided(replace(ASKS, state=RequestState.DECLINED), OWED, ADA), TODAY),
    "exempted": request_decided(
        RequestDecided(replace(LETS_OFF, state=RequestState.GRANTED), EXEMPT, ADA), TODAY
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_reads_as_it_is_kept(name: str) -> None:
    form = FORMS[name]
    check_view(view_of_form(form))
    told = "\n".join([f"{form.title} [{form.submit}]", *blocks_as_text(form.blocks)])
    hold(f"form.training.{name}", f"{told}\n")


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_reads_as_it_is_kept(name: str) -> None:
    hold(f"training.done.{name}", as_text(ANSWERS[name]))
