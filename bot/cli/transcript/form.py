"""As what a transcript is written."""

from enum import StrEnum


class Form(StrEnum):
    """The values are what is typed after --format."""

    CSV = "csv"
    JSON = "json"
    HTML = "html"
