"""What a person does in Slack's client: one module a gesture, each sent to the app as Slack would send it."""
