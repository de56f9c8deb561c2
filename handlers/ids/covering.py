"""Every string of coming, going, and finding somebody for a place that goes to Slack and comes back."""

# buttons
CHECK_IN = "check_in"  # ShiftRef: *I am here*
CHECK_OUT = "check_out"  # ShiftRef: *I am leaving*
ASK_BACKUP = "ask_backup"  # EscalationRef
OFFER_SHIFT = "offer_shift"  # EscalationRef: *Message eligible officers*
ASSIGN_FORM = "assign_form"  # EscalationRef
COVER_FORM = "cover_form"  # EscalationRef

# forms; each carries an EscalationForm
ASSIGN = "assign"
CALL_COVER = "call_cover"

# inputs
OFFICER = "officer"
ASSIGN_REASON = "assign_reason"
