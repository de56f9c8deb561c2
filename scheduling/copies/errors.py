"""What can be wrong with a copy; each message is a sentence that says what to do."""


class CopyError(Exception):
    """A backup, a restoration or a move was refused or broke off; what stood before still stands."""
