"""Where the verbs print. Text from outside is shown as it is, never read as Rich's markup or emoji codes."""

from rich.console import Console


def open_console() -> Console:
    """Standard output; colours only where the program asks for them."""
    return Console(markup=False, emoji=False, highlight=False)
