"""A made-up district to measure on: officers of one agency, and shifts with room for all of them."""

import csv
import io
import json
from datetime import datetime, timedelta

from scheduling.audit.actions import COMMAND_LINE
from scheduling.feed.actions import receive_pull
from scheduling.feed.profile import load_profile
from scheduling.policy.loader import load_policy
from scheduling.roster.import_people import import_roster
from scheduling.store.transaction import Transaction
from scheduling.zones import zone

AGENCY = "Bench City Police"
ZONE = "America/Phoenix"


def email_of(number: int) -> str:
    """The address of the officer with that number."""
    return f"officer{number}@example.org"


def roster(officers: int) -> bytes:
    """A roster of that many officers, as CSV."""
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow(["name", "email", "badge", "agency", "kind", "role", "zone", "active"])
    for number in range(officers):
        sheet.writerow(
            [f"Officer {number}", email_of(number), str(number), AGENCY, "SSO", "officer", ZONE, "yes"]
        )
    return out.getvalue().encode()


def feed(now: datetime, *, days: int, a_day: int, places: int) -> bytes:
    """A feed of `days` × `a_day` shifts of four hours from tomorrow on, each with that many places."""
    first = now.replace(hour=15, minute=0, second=0, microsecond=0) + timedelta(days=1)
    shifts = []
    for day in range(days):
        for number in range(a_day):
            starts = first + timedelta(days=day)
            school = number % 150
            shifts.append(
                {
                    "id": f"bench-{day}-{number}",
                    "school": {"code": f"B{school}", "name": f"Bench School {school}", "zone": ZONE},
                    "agency": AGENCY,
                    "post": "front gate",
                    "starts": starts.isoformat(),
                    "ends": (starts + timedelta(hours=4)).isoformat(),
                    "places": places,
                    "status": "open",
                }
            )
    envelope = {"format": "muster-shifts", "version": 1, "source": "bench", "shifts": shifts}
    return json.dumps(envelope).encode()


def settle(tx: Transaction, *, officers: int, days: int, places: int) -> None:
    """Put the officers on an empty roster, and one shift a day with that many places on the schedule."""
    import_roster(tx, content=roster(officers), district_zone=ZONE, actor=COMMAND_LINE)
    receive_pull(
        tx,
        source="bench",
        content=feed(tx.now, days=days, a_day=1, places=places),
        profile=load_profile("muster"),
        policy=load_policy("default"),
        district_zone=zone(ZONE),
    )
