"""What a supervisor does about a place that lacks somebody: ask, assign, call for cover."""
