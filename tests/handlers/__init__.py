"""What people type and press, through a real Bolt app, and what Slack was then asked to show."""
