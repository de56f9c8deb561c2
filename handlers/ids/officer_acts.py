"""Every string that goes to Slack and comes back where a supervisor acts for others out of an escalation."""

# buttons; what comes of each stands beside the message of the escalation
ACT_EXTEND_FORM = "act_extend_form"  # ObligationRef
ACT_RELEASE_FORM = "act_release_form"  # OfficerRef
HAND_BACK_FORM = "hand_back_form"  # EscalationRef
RELEASE_ALL_FORM = "release_all_form"  # EscalationRef
ASK_AGAIN = "meeting_ask_again"  # EscalationRef

# forms; each carries an EscalationForm
HAND_BACK = "hand_back"
RELEASE_ALL = "release_all"
