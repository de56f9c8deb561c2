"""Whom Muster believes when the other side of a connection says who it is."""

from functools import cache
from ssl import SSLContext

import httpx


@cache
def trusted() -> SSLContext:
    """The authorities that httpx brings along, and the machine's own: agencies often run one themselves."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context
