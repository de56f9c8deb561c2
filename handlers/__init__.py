"""What people type and press in Slack: parsed, answered, and worded. Decides nothing."""
