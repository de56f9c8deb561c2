"""What a process does about its database as a whole: owns it, waits for it, watches it, stands still."""
