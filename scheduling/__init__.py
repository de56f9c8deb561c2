"""The work itself: rules, rows, actions, and what is due. No Slack, no sockets, no environment, no clock."""
