"""Planning, changing and cancelling."""
