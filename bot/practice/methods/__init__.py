"""The Web API, one module a family of methods.

A method is a function of the workspace and the call's arguments. It runs while the workspace's lock is held,
answers what stands beside `"ok": true`, and raises `CallError` with Slack's error code otherwise.
"""
