"""What the heartbeat rings for: each task is one file."""
