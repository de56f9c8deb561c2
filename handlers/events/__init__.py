"""What Slack tells without being asked: App Home was opened, an account changed, somebody joined."""
