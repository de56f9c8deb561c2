"""The secret in a private link: 256 random bits, of which only a hash is kept."""

import secrets
from hashlib import sha256


def new_token() -> str:
    """A secret that nobody guesses: 43 letters, digits, `-` and `_`."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is kept of a token, and looked for: SHA-256, hexadecimal.

    A plain hash is enough, since a token is random as a whole. That it is looked up by its hash in an index
    is also why the time of a look-up says nothing about how much of a guess is right.
    """
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
