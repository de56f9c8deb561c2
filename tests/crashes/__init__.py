"""What stands after a process was killed."""
