"""The addresses under which a calendar program subscribes. Pure."""


def https_link(public_url: str, token: str) -> str:
    """For Google, Outlook on the web, and a browser."""
    return f"{public_url}/calendars/{token}.ics"


def webcal_link(https: str) -> str:
    """For Apple and Outlook, which subscribe at once when it is opened."""
    return f"webcal://{https.partition('://')[2]}"
