"""The declaration: what comes of each listener for each of those whom the roster lets in.

Everybody else is stopped at every listener, without exception: that is `KEPT_OUT`, and needs no columns. A
row names its listener as it is registered, or as help shows it, and what on the stage it is about.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from handlers.ids import calendars as calendar_ids
from handlers.ids import covering as covering_ids
from handlers.ids import escalations as escalation_ids
from handlers.ids import meetings as meeting_ids
from handlers.ids import officer_acts as act_ids
from handlers.ids import reports as report_ids
from handlers.ids import shifts as ids
from handlers.ids import training as training_ids
from tests.handlers.matrix.escalations import TO_CORA
from tests.handlers.matrix.roles import Role


class Verdict(StrEnum):
    """What comes of a request; the value is what stands in the document."""

    DOES = "does it"
    FORM = "gets the form"
    SEES = "reads it"
    RULE = "a rule says no"
    NO = "not theirs to do"
    CLOSED = "turned away, and that is kept"
    STOP = "stopped"


DOES, FORM, SEES, RULE, NO, CLOSED, STOP = Verdict

INSIDE = (Role.OFFICER, Role.COLLEAGUE, Role.SUPERVISOR, Role.OTHER_SUPERVISOR, Role.COORDINATOR)
"""Whom the roster lets in, in the order of the columns below."""

KEPT_OUT = tuple(role for role in Role if role not in INSIDE)

SLACKS_OWN = frozenset({"event user_change", "event team_join"})
"""Nobody asks these: Slack tells them of an account (`test_who_may_ask.py`)."""

ASKER, ADA, NOBODY = "the asker", "ada", "nobody"

ANEW = "anew"


@dataclass(frozen=True, slots=True)
class Row:
    """One request that everybody makes.

    Attributes:
        listener: as it is registered; a command with the example that help shows.
        about: which number of the stage it is about, or empty.
        verdicts: what comes of it for whom.
        done: the verb that the audit has where it is done; empty for what only answers.
        written: which number of the stage the audit then names, where that is another; `ANEW` for something
            that came to be.
        holder: who then holds the shift; empty where no shift changes hands.
        typed: what is typed, or said by the button, where that is not the listener's own example.
        what: the words of the document for a second row of one listener.
    """

    listener: str
    about: str
    verdicts: Mapping[Role, Verdict]
    done: str = ""
    written: str = ""
    holder: str = ""
    typed: str = ""
    what: str = ""

    @property
    def title(self) -> str:
        """How the document and the test call it."""
        return f"{self.listener} ({self.what})" if self.what else self.listener

    def verdict(self, role: Role) -> Verdict:
        """What comes of it for one role."""
        return self.verdicts.get(role, STOP)


def row(listener: str, about: str, *verdicts: Verdict, **told: str) -> Row:
    """A row from its columns."""
    return Row(listener, about, dict(zip(INSIDE, verdicts, strict=True)), **told)


_WITHOUT_REASON = "without a reason"

# fmt: off
ROWS = (
    #                                               officer  colleague  their   another   coordi-
    #                                               concerned           sgt.    sgt.      nator
    row("/shifts", "",                                 SEES,    SEES,    SEES,    SEES,    SEES),
    row("/shifts mine", "",                            SEES,    SEES,    SEES,    SEES,    SEES),
    row("/shifts claim 412", "open",                   SEES,    SEES,    SEES,    RULE,    RULE),
    row("/shifts claim 412 now", "open",               DOES,    DOES,    DOES,    RULE,    RULE,
        done="shift_claimed", holder=ASKER),
    row("/shifts release 412 sick child", "held",      DOES,    RULE,    RULE,    RULE,    RULE,
        done="shift_released", holder=NOBODY),
    row("/shifts wait 412", "full",                    DOES,    DOES,    DOES,    RULE,    RULE,
        done="waitlist_joined"),
    row("/shifts unwait 412", "line",                  DOES,    RULE,    RULE,    RULE,    RULE,
        done="waitlist_left"),
    row("/shifts on fri", "",                          SEES,    SEES,    SEES,    SEES,    SEES),
    row("/shifts at quartz next week", "",             SEES,    SEES,    SEES,    SEES,    SEES),
    row("/shifts who quartz", "",                      SEES,    SEES,    SEES,    SEES,    SEES),
    row("/shifts help", "",                            SEES,    SEES,    SEES,    SEES,    SEES),
    row("/shifts assign 412 @officer short notice", "open",
                                                       DOES,    NO,      DOES,    NO,      DOES,
        done="shift_claimed", holder=ADA),
    row("/shifts assign 412 @officer short notice", "tiring",
                                                       NO,      NO,      DOES,    NO,      DOES,
        done="shift_claimed", holder=ADA, what="against a rule"),
    row("/shifts assign 412 @officer short notice", "tiring",
                                                       RULE,    NO,      RULE,    NO,      RULE,
        typed="/shifts assign 412 @officer", what=f"against a rule, {_WITHOUT_REASON}"),
    row("/shifts release 412 @officer ill", "late",    RULE,    NO,      DOES,    NO,      DOES,
        done="shift_released", holder=NOBODY),
    row("/shifts release 412 @officer ill", "held",    DOES,    NO,      FORM,    NO,      FORM,
        done="shift_released", holder=NOBODY, typed="/shifts release 412 @officer", what=_WITHOUT_REASON),
    row("/sso", "",                                    SEES,    SEES,    SEES,    SEES,    SEES),
    row("/sso", "",                                    SEES,    SEES,    SEES,    SEES,    SEES,
        typed="/sso sent", what="one's own receipts"),
    row("/sso", "",                                    SEES,    NO,      SEES,    NO,      SEES,
        typed="/sso sent @officer", what="an officer's receipts"),
    row("/sso", "",                                    SEES,    SEES,    SEES,    SEES,    SEES,
        typed="/sso calendar", what="one's calendar links"),
    row("/sso", "",                                    FORM,    FORM,    FORM,    FORM,    FORM,
        typed="/sso calendar new", what="a link to one's own calendar"),
    row("/sso", "",                                    NO,      NO,      FORM,    FORM,    FORM,
        typed="/sso calendar team", what="a link to one's team's calendar"),
    row("/sso", "",                                    NO,      NO,      FORM,    FORM,    FORM,
        typed="/sso calendar at quartz", what="a link to a school's calendar"),
    row("/sso", "",                                    SEES,    SEES,    SEES,    SEES,    SEES,
        typed="/sso quiet", what="when one is quiet and away"),
    row("/sso", "",                                    DOES,    DOES,    DOES,    DOES,    DOES,
        done="quiet_set", written=ANEW, typed="/sso quiet 22:00 06:00", what="one's quiet hours"),
    row("/sso", "",                                    DOES,    DOES,    DOES,    DOES,    DOES,
        done="quiet_set", written=ANEW, typed="/sso off sat sun", what="one's days off"),
    row("/sso", "ada",                                 DOES,    NO,      DOES,    NO,      DOES,
        done="absence_set", typed="/sso away @officer tomorrow ill", what="an officer is away"),
    row("/sso", "ada",                                 SEES,    NO,      SEES,    NO,      SEES,
        typed="/sso back @officer well again", what="an officer is back, who was not away"),
    row("/sso", "ada",                                 DOES,    NO,      DOES,    NO,      DOES,
        done="quiet_set", typed="/sso quiet @officer 22:00 06:00 nights on patrol",
        what="an officer's quiet hours"),
    row("/sso", "ada",                                 DOES,    NO,      DOES,    NO,      DOES,
        done="quiet_set", typed="/sso off @officer sat sun his family", what="an officer's days off"),
    row("/sso", "",                                    SEES,    SEES,    SEES,    SEES,    SEES,
        typed="/sso cannot", what="that one does not stand in, who stands in for nobody"),
    row("/sso", "",                                    SEES,    SEES,    SEES,    SEES,    SEES,
        typed="/sso duty", what="who is on duty"),
    row("/sso", "",                                    FORM,    FORM,    FORM,    FORM,    FORM,
        typed="/sso report", what="a threat or incident"),
    row("/sso", "report",                              DOES,    CLOSED,  DOES,    CLOSED,  CLOSED,
        done="report_read", typed="/sso report 412", what="reading a report"),
    row("/sso", "",                                    SEES,    SEES,    SEES,    SEES,    SEES,
        typed="/sso reports", what="the reports that one may read"),
    row("/training", "",                               SEES,    SEES,    SEES,    SEES,    SEES),
    row("/training", "",                               SEES,    NO,      SEES,    NO,      SEES,
        typed="/training @officer", what="an officer's"),
    row("/training", "",                               NO,      NO,      SEES,    SEES,    SEES,
        typed="/training team", what="one's team's"),
    row("/training", "",                               NO,      NO,      DOES,    DOES,    DOES,
        typed="/training team csv", what="one's team's, as a file"),
    row("/training", "",                               SEES,    SEES,    SEES,    SEES,    SEES,
        typed="/training log", what="logging: a choice"),
    row("/training", "",                               SEES,    SEES,    SEES,    SEES,    SEES,
        typed="/training extend", what="more time: a choice"),
    row("/training", "",                               SEES,    SEES,    SEES,    SEES,    SEES,
        typed="/training help", what="help"),
    row("/meetings", "",                               SEES,    SEES,    SEES,    SEES,    SEES),
    row("/meetings", "",                               SEES,    SEES,    SEES,    SEES,    SEES,
        typed="/meetings mine", what="one's own"),
    row("/meetings", "drill",                          SEES,    RULE,    SEES,    RULE,    SEES,
        typed="/meetings 412", what="one of them"),
    row("/meetings", "",                               NO,      NO,      FORM,    FORM,    FORM,
        typed="/meetings new", what="planning one"),
    row("/meetings", "drill",                          NO,      NO,      FORM,    RULE,    FORM,
        typed="/meetings edit 412", what="changing one"),
    row("/meetings", "drill",                          NO,      NO,      FORM,    RULE,    FORM,
        typed="/meetings cancel 412 power is out", what="cancelling one"),
    row("/meetings", "",                               SEES,    SEES,    SEES,    SEES,    SEES,
        typed="/meetings help", what="help"),

    row("/escalations", "",                            SEES,    SEES,    SEES,    SEES,    SEES),
    row("/escalations", "",                            NO,      NO,      SEES,    SEES,    SEES,
        typed="/escalations all", what="everybody's"),
    row("/escalations", "",                            NO,      NO,      SEES,    SEES,    SEES,
        typed="/escalations history", what="what was"),
    row("/escalations", "escalated",                   NO,      NO,      SEES,    SEES,    SEES,
        typed="/escalations 412", what="one of them"),
    row("/escalations", "escalated",                   NO,      NO,      DOES,    NO,      DOES,
        typed="/escalations take 412", what="taking one", done="escalation_acknowledged"),
    row("/escalations", "escalated",                   NO,      NO,      DOES,    NO,      DOES,
        typed="/escalations resolve 412 it is covered", what="resolving one", done="escalation_resolved"),
    row("/escalations", "escalated",                   NO,      NO,      FORM,    NO,      FORM,
        typed="/escalations resolve 412", what=f"resolving one, {_WITHOUT_REASON}"),
    row("/escalations", "escalated",                   NO,      NO,      DOES,    NO,      DOES,
        typed=f"/escalations handover 412 {TO_CORA}", what="handing one over", done="escalation_handed_over"),
    row("/escalations", "escalated",                   NO,      NO,      DOES,    NO,      DOES,
        typed="/escalations snooze 412 1h", what="letting one rest", done="escalation_snoozed"),
    row("/escalations", "escalated",                   NO,      NO,      DOES,    NO,      DOES,
        typed="/escalations escalate 412", what="telling the next at once", done="escalation_escalated"),
    row("/escalations", "",                            SEES,    SEES,    SEES,    SEES,    SEES,
        typed="/escalations help", what="help"),

    row(f"button {ids.CLAIM_PREVIEW}", "open",         SEES,    SEES,    SEES,    RULE,    RULE),
    row(f"button {ids.CLAIM}", "open",                 DOES,    DOES,    DOES,    RULE,    RULE,
        done="shift_claimed", holder=ASKER),
    row(f"button {ids.RELEASE}", "held",               DOES,    RULE,    RULE,    RULE,    RULE,
        done="shift_released", holder=NOBODY),
    row(f"button {ids.WAIT}", "full",                  DOES,    DOES,    DOES,    RULE,    RULE,
        done="waitlist_joined"),
    row(f"button {ids.LEAVE_LINE}", "line",            DOES,    RULE,    RULE,    RULE,    RULE,
        done="waitlist_left"),
    row(f"button {ids.ASK_OVERRIDE}", "tiring",        DOES,    RULE,    RULE,    DOES,    RULE,
        done="override_asked", holder=NOBODY),
    row(f"button {ids.OVERRIDE_FORM}", "tiring",       NO,      NO,      FORM,    NO,      FORM),
    row(f"button {ids.DECLINE_OVERRIDE}", "asked",     NO,      NO,      DOES,    NO,      DOES,
        done="override_declined", holder=NOBODY),
    row(f"button {ids.ASK_RELEASE_FORM}", "late",      FORM,    RULE,    RULE,    RULE,    RULE),
    row(f"button {ids.RELEASE_FORM}", "late",          FORM,    NO,      FORM,    NO,      FORM),
    row(f"button {ids.DECLINE_RELEASE}", "pleaded",    NO,      NO,      DOES,    NO,      DOES,
        done="release_declined", holder=ADA),
    row(f"button {ids.LOOK}", "",                      SEES,    SEES,    SEES,    SEES,    SEES),
    row(f"button {ids.LOOK_AT_SCHOOL}", "",            SEES,    SEES,    SEES,    SEES,    SEES),
    row(f"button {ids.SAY}", "",                       SEES,    SEES,    SEES,    SEES,    SEES,
        typed="mine"),
    row(f"button {ids.SAY}", "open",                   DOES,    DOES,    DOES,    RULE,    RULE,
        done="shift_claimed", holder=ASKER, typed="claim 412 now", what="a claim"),
    row(f"button {ids.APPLY_PULL}", "pull",            NO,      NO,      NO,      NO,      DOES,
        done="feed_applied"),
    row(f"button {ids.DISCARD_PULL}", "pull",          NO,      NO,      NO,      NO,      DOES,
        done="feed_discarded"),

    row(f"form {ids.OVERRIDE}", "tiring",              NO,      NO,      DOES,    NO,      DOES,
        done="shift_claimed", holder=ADA),
    row(f"form {ids.ASK_RELEASE}", "late",             DOES,    RULE,    RULE,    RULE,    RULE,
        done="release_asked", holder=ADA),
    row(f"form {ids.RELEASE_FOR}", "late",             RULE,    NO,      DOES,    NO,      DOES,
        done="shift_released", holder=NOBODY),

    row(f"button {training_ids.LOG_TRAINING_FORM}", "course",
                                                       FORM,    NO,      FORM,    NO,      FORM),
    row(f"button {training_ids.EXTEND_TRAINING_FORM}", "course",
                                                       FORM,    NO,      FORM,    NO,      FORM),
    row(f"button {training_ids.EXEMPT_TRAINING_FORM}", "hours",
                                                       FORM,    NO,      FORM,    NO,      FORM),
    row(f"button {training_ids.TRAINING_LATER}", "course",
                                                       DOES,    SEES,    SEES,    SEES,    SEES,
        done="remind_later"),
    row(f"button {training_ids.CONFIRM_PLANNED}", "slot",
                                                       DOES,    NO,      DOES,    NO,      DOES,
        done="training_confirmed"),
    row(f"button {training_ids.CANCEL_PLANNED}", "slot",
                                                       DOES,    NO,      DOES,    NO,      DOES,
        done="training_cancelled"),
    row(f"button {training_ids.VERIFY_TRAINING}", "record",
                                                       NO,      NO,      DOES,    NO,      DOES,
        done="training_verified"),
    row(f"button {training_ids.REFUSE_TRAINING_FORM}", "record",
                                                       NO,      NO,      FORM,    NO,      FORM),
    row(f"button {training_ids.GRANT_REQUEST_FORM}", "request",
                                                       NO,      NO,      FORM,    NO,      FORM),
    row(f"button {training_ids.DECLINE_REQUEST_FORM}", "request",
                                                       NO,      NO,      FORM,    NO,      FORM),

    row(f"form {training_ids.LOG_TRAINING}", "course", DOES,    NO,      DOES,    NO,      DOES,
        done="training_logged", written=ANEW),
    row(f"form {training_ids.CONFIRM_TRAINING}", "slot",
                                                       DOES,    NO,      DOES,    NO,      DOES,
        done="training_confirmed"),
    row(f"form {training_ids.ASK_EXTENSION}", "course",
                                                       DOES,    NO,      DOES,    NO,      DOES,
        done="extension_asked"),
    row(f"form {training_ids.ASK_EXEMPTION}", "hours", DOES,    NO,      DOES,    NO,      DOES,
        done="exemption_asked"),
    row(f"form {training_ids.EXTEND_TRAINING}", "course",
                                                       NO,      NO,      DOES,    NO,      DOES,
        done="extension_granted"),
    row(f"form {training_ids.EXEMPT_TRAINING}", "hours",
                                                       NO,      NO,      DOES,    NO,      DOES,
        done="exemption_granted"),
    row(f"form {training_ids.REFUSE_TRAINING}", "record",
                                                       NO,      NO,      DOES,    NO,      DOES,
        done="training_refused"),
    row(f"form {training_ids.GRANT_REQUEST}", "request",
                                                       NO,      NO,      DOES,    NO,      DOES,
        done="extension_granted", written="hours"),
    row(f"form {training_ids.DECLINE_REQUEST}", "request",
                                                       NO,      NO,      DOES,    NO,      DOES,
        done="extension_declined", written="hours"),

    row(f"button {calendar_ids.NEW_CALENDAR_FORM}", "",
                                                       FORM,    FORM,    FORM,    FORM,    FORM),
    row(f"button {calendar_ids.NEW_CALENDAR_FORM}", "",
                                                       NO,      NO,      FORM,    FORM,    FORM,
        typed="team", what="one's team's"),
    row(f"button {calendar_ids.CHANGE_CALENDAR_FORM}", "link",
                                                       FORM,    RULE,    RULE,    RULE,    RULE),
    row(f"button {calendar_ids.ROTATE_CALENDAR}", "link",
                                                       DOES,    RULE,    RULE,    RULE,    RULE,
        done="subscription_rotated"),
    row(f"button {calendar_ids.REVOKE_CALENDAR}", "link",
                                                       DOES,    RULE,    RULE,    RULE,    RULE,
        done="subscription_revoked"),
    row(f"form {calendar_ids.OPEN_CALENDAR}", "",      DOES,    DOES,    DOES,    DOES,    DOES,
        done="subscription_opened", written=ANEW),
    row(f"form {calendar_ids.OPEN_CALENDAR}", "",      NO,      NO,      DOES,    DOES,    DOES,
        done="subscription_opened", written=ANEW, typed="team", what="one's team's"),
    row(f"form {calendar_ids.OPEN_CALENDAR}", "quartz",
                                                       NO,      NO,      DOES,    DOES,    DOES,
        done="subscription_opened", written=ANEW, typed="school", what="a school's"),
    row(f"form {calendar_ids.CHANGE_CALENDAR}", "link",
                                                       DOES,    RULE,    RULE,    RULE,    RULE,
        done="subscription_changed"),

    row(f"button {meeting_ids.MEETING_OPEN}", "drill", SEES,    RULE,    SEES,    RULE,    SEES),
    row(f"button {meeting_ids.NEW_MEETING_FORM}", "",  NO,      NO,      FORM,    FORM,    FORM),
    row(f"button {meeting_ids.EDIT_MEETING_FORM}", "drill",
                                                       NO,      NO,      FORM,    RULE,    FORM),
    row(f"button {meeting_ids.CANCEL_MEETING_FORM}", "drill",
                                                       NO,      NO,      FORM,    RULE,    FORM),
    row(f"form {meeting_ids.PLAN_MEETING}", "",        NO,      NO,      FORM,    FORM,    FORM),
    row(f"form {meeting_ids.EDIT_MEETING}", "drill",   NO,      NO,      FORM,    RULE,    FORM),
    row(f"form {meeting_ids.EDIT_OCCURRENCE}", "drill",
                                                       NO,      NO,      FORM,    RULE,    FORM),
    row(f"form {meeting_ids.CANCEL_MEETING}", "drill", NO,      NO,      DOES,    RULE,    DOES,
        done="meeting_cancelled"),
    row(f"button {meeting_ids.MEETING_YES}", "drill",  DOES,    RULE,    RULE,    RULE,    RULE,
        done="meeting_answered"),
    row(f"button {meeting_ids.MEETING_NO}", "drill",   DOES,    RULE,    RULE,    RULE,    RULE,
        done="meeting_answered"),
    row(f"button {meeting_ids.MEETING_MAYBE}", "drill",
                                                       DOES,    RULE,    RULE,    RULE,    RULE,
        done="meeting_answered"),
    row(f"button {meeting_ids.MEETING_FILE}", "drill", DOES,    RULE,    RULE,    RULE,    RULE),
    row(f"button {meeting_ids.ATTENDANCE_FORM}", "drilled",
                                                       NO,      NO,      FORM,    RULE,    FORM),
    row(f"form {meeting_ids.ATTENDANCE}", "drilled",   NO,      NO,      DOES,    RULE,    DOES,
        done="meeting_attended"),

    row(f"shortcut {report_ids.REPORT_SHORTCUT}", "",  FORM,    FORM,    FORM,    FORM,    FORM),
    row(f"form {report_ids.MAKE_REPORT}", "",          DOES,    DOES,    DOES,    DOES,    DOES,
        done="report_made", written=ANEW),
    row(f"button {report_ids.REPORT_READ}", "report",  DOES,    CLOSED,  DOES,    CLOSED,  CLOSED,
        done="report_read"),
    row(f"button {report_ids.FOLLOW_UP_FORM}", "report",
                                                       FORM,    CLOSED,  FORM,    CLOSED,  CLOSED),
    row(f"form {report_ids.FOLLOW_UP}", "report",      DOES,    CLOSED,  DOES,    CLOSED,  CLOSED,
        done="report_followed_up"),

    row(f"button {escalation_ids.ESCALATION_TAKE}", "escalated",
                                                       NO,      NO,      DOES,    NO,      DOES,
        done="escalation_acknowledged"),
    row(f"button {escalation_ids.ESCALATION_OPEN}", "escalated",
                                                       NO,      NO,      SEES,    SEES,    SEES),
    row(f"button {escalation_ids.ESCALATION_ESCALATE}", "escalated",
                                                       NO,      NO,      DOES,    NO,      DOES,
        done="escalation_escalated"),
    row(f"button {escalation_ids.ESCALATION_SNOOZE}", "escalated",
                                                       NO,      NO,      DOES,    NO,      DOES,
        done="escalation_snoozed"),
    row(f"button {escalation_ids.ESCALATION_RESOLVE_FORM}", "escalated",
                                                       NO,      NO,      FORM,    NO,      FORM),
    row(f"button {escalation_ids.ESCALATION_HAND_OVER_FORM}", "escalated",
                                                       NO,      NO,      FORM,    NO,      FORM),
    row(f"form {escalation_ids.ESCALATION_RESOLVE}", "escalated",
                                                       NO,      NO,      DOES,    NO,      DOES,
        done="escalation_resolved"),
    row(f"form {escalation_ids.ESCALATION_HAND_OVER}", "escalated",
                                                       NO,      NO,      DOES,    NO,      DOES,
        done="escalation_handed_over"),
    row(f"form {escalation_ids.ESCALATION_SNOOZE_UNTIL}", "escalated",
                                                       NO,      NO,      DOES,    NO,      DOES,
        done="escalation_snoozed"),

    row(f"button {covering_ids.CHECK_IN}", "held",     RULE,    RULE,    RULE,    RULE,    RULE),
    row(f"button {covering_ids.CHECK_OUT}", "held",    RULE,    RULE,    RULE,    RULE,    RULE),
    row("/shifts in", "",                              RULE,    RULE,    RULE,    RULE,    RULE),
    row("/shifts out", "",                             RULE,    RULE,    RULE,    RULE,    RULE),
    row("/shifts in 412 @officer radio down", "held",  RULE,    NO,      RULE,    NO,      RULE),
    row(f"button {covering_ids.ASK_BACKUP}", "escalated",
                                                       NO,      NO,      RULE,    NO,      RULE),
    row(f"button {covering_ids.OFFER_SHIFT}", "escalated",
                                                       NO,      NO,      DOES,    NO,      DOES,
        done="escalation_acted"),
    row(f"button {covering_ids.ASSIGN_FORM}", "escalated",
                                                       NO,      NO,      FORM,    NO,      FORM),
    row(f"button {covering_ids.COVER_FORM}", "escalated",
                                                       NO,      NO,      FORM,    NO,      FORM),
    row(f"form {covering_ids.ASSIGN}", "escalated",    NO,      NO,      RULE,    NO,      RULE),
    row(f"form {covering_ids.CALL_COVER}", "escalated",
                                                       NO,      NO,      RULE,    NO,      RULE),

    row(f"button {act_ids.ACT_EXTEND_FORM}", "course", FORM,    NO,      FORM,    NO,      FORM),
    row(f"button {act_ids.ACT_RELEASE_FORM}", "late",  FORM,    NO,      FORM,    NO,      FORM),
    row(f"button {act_ids.HAND_BACK_FORM}", "overdue", NO,      NO,      FORM,    NO,      FORM),
    row(f"button {act_ids.RELEASE_ALL_FORM}", "departed",
                                                       NO,      NO,      FORM,    NO,      FORM),
    row(f"button {act_ids.ASK_AGAIN}", "short",        NO,      NO,      DOES,    NO,      DOES,
        done="escalation_acted"),
    row(f"form {act_ids.HAND_BACK}", "overdue",        NO,      NO,      DOES,    NO,      DOES,
        done="escalation_acted"),
    row(f"form {act_ids.RELEASE_ALL}", "departed",     NO,      NO,      DOES,    NO,      DOES,
        done="escalation_acted"),

    row("event app_home_opened", "",                   SEES,    SEES,    SEES,    SEES,    SEES),
    row("event message.im", "",                        DOES,    DOES,    DOES,    DOES,    DOES,
        typed="mine"),
)
# fmt: on
