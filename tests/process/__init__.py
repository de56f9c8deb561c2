"""The process: its parts alone, and the whole of it from outside."""
