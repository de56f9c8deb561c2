"""The columns of schools.csv."""

from functools import partial

from scheduling.roster.sheets.cells import read_text, read_zone
from scheduling.roster.sheets.columns import Column


def school_columns(*, district_zone: str) -> dict[str, Column]:
    """Field → column; a school whose zone is left empty is in the district's."""
    return {
        "code": Column(
            ("code", "school code", "school number"), partial(read_text, longest=40), required=True
        ),
        "name": Column(("name", "school", "school name"), partial(read_text, longest=120), required=True),
        "zone": Column(("time zone", "timezone", "zone"), read_zone, empty=district_zone),
        "address": Column(("address",), partial(read_text, longest=200)),
    }
