"""What people type, read into what they ask for. Pure."""
