"""Numbers as people write them: `№ 24`, `N° 24`, `„24“`, `(24)` and what was copied with its marks. Pure."""

import re
from typing import Final

_OPENING: Final = "[\"'“”‘’„‚«»‹›`(\\[*_~]"
_CLOSING: Final = "[\"'“”‘’„‚«»‹›`)\\]*_~]"
_WRAPPED: Final = re.compile(rf"(^|\s){_OPENING}+(#?\d{{1,9}}){_CLOSING}+(?=[\s.,:;!?]|$)")
_SIGN: Final = re.compile(r"(?:№|\bn[°º]|\b(?:no|nr)\.)\s*(?=\d)", re.IGNORECASE)
_UP_TO_A_FIGURE: Final = re.compile(r"\D*\d*\S*")


def with_plain_number(typed: str) -> str:
    """The same words, with the first number in them as `#24` or `24`; whatever follows it stays as it is."""
    found = _UP_TO_A_FIGURE.match(typed)
    head, rest = (found[0], typed[found.end() :]) if found else ("", typed)
    return _WRAPPED.sub(r"\1\2", _SIGN.sub("#", head)) + rest
