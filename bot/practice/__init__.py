"""A strict local Slack workspace: the demo, and the fake that every story test talks to.

It speaks Slack's own wire shapes over real sockets, enforces Slack's limits and can be told to misbehave.
It serves on the loopback interface only. Nothing outside this package depends on it.
"""
