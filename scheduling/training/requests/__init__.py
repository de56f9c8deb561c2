"""Extensions and exemptions: asked for, granted or declined."""
