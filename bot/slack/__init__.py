"""The ways between Slack and the listeners: connections, the HTTP door, who is who, what errors say."""
