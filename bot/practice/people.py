"""The people of the workspace, and how Slack describes them to an app."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.practice.colors import color_of
from bot.practice.wire import Ids, Json


@dataclass(frozen=True)
class Member:
    """One person of the workspace.

    Attributes:
        real_name: as it stands in the profile.
        email: the address that `users.lookupByEmail` finds.
        title: the profile's "what I do".
        tz: an IANA zone name.
        guest: a guest account (Slack's `is_restricted`).
        stranger: somebody of another workspace who shares a channel (Slack Connect).
        deactivated: may do nothing, and Slack finds nobody under the e-mail address.
        hint: what to try as this person, in mrkdwn; the page's first look offers those who have one.
        id: given by the workspace if left out; may begin with U or W.
    """

    real_name: str
    email: str
    title: str = ""
    tz: str = "America/New_York"
    guest: bool = False
    stranger: bool = False
    deactivated: bool = False
    hint: str = ""
    id: str = ""

    @property
    def name(self) -> str:
        """The handle: the e-mail address before the @, in the characters that Slack allows."""
        return re.sub(r"[^a-z0-9._-]", "", self.email.split("@")[0].lower()) or "member"

    @property
    def initials(self) -> str:
        """One or two capitals for the round picture."""
        words = [word for word in re.split(r"[\s.]+", self.real_name) if word[:1].isalpha()]
        return (
            "".join(word[0].upper() for word in (words[:1] + words[-1:] if len(words) > 1 else words)) or "?"
        )

    @property
    def color(self) -> str:
        """A steady colour for the picture, from the e-mail address."""
        return color_of(self.email)


class People:
    """Everybody in the workspace, by id."""

    def __init__(self, ids: Ids) -> None:
        """Begin with nobody."""
        self._ids = ids
        self._members: dict[str, Member] = {}

    def __iter__(self) -> Iterator[Member]:
        return iter(list(self._members.values()))

    def add(self, member: Member) -> Member:
        """Take `member` in, with an id if there is none, and answer the stored person."""
        stored = member if member.id else replace(member, id=self._ids.new("U"))
        self._members[stored.id] = stored
        return stored

    def find(self, user_id: str) -> Member | None:
        """The person with that id, or None."""
        return self._members.get(user_id)

    def get(self, user_id: str) -> Member:
        """The person with that id.

        Raises:
            LookupError: nobody has it.
        """
        found = self._members.get(user_id)
        if found is None:
            raise LookupError(f"nobody in the practice workspace has the id {user_id}")
        return found

    def find_by_email(self, email: str) -> Member | None:
        """The person with that address, deactivated or not; capitals do not matter."""
        wanted = email.strip().lower()
        return next((member for member in self if member.email.lower() == wanted), None)

    def find_by_name(self, name: str) -> Member | None:
        """The person whose handle or real name that is."""
        wanted = name.lower()
        return next((m for m in self if wanted in (m.name.lower(), m.real_name.lower())), None)

    def deactivate(self, user_id: str, deactivated: bool = True) -> Member:
        """Switch a person's account off or on and answer the stored person.

        Raises:
            LookupError: nobody has that id.
        """
        self._members[user_id] = replace(self.get(user_id), deactivated=deactivated)
        return self._members[user_id]


def user_object(member: Member, team_id: str, now: datetime, *, with_email: bool) -> Json:
    """Slack's `user` object; the e-mail address only for apps with the scope `users:read.email`."""
    here = now.astimezone(ZoneInfo(member.tz))
    offset = here.utcoffset()
    user: Json = {
        "id": member.id,
        "team_id": "T0STRANGER" if member.stranger else team_id,
        "name": member.name,
        "real_name": member.real_name,
        "deleted": member.deactivated,
        "profile": _profile(member, team_id, with_email=with_email),
        "is_bot": False,
        "is_app_user": False,
        "updated": int(now.timestamp()),
    }
    if member.stranger:
        user["is_stranger"] = True
    if member.deactivated:
        return user
    # Slack leaves the zone and the role flags out once an account is switched off.
    return user | {
        "color": member.color.removeprefix("#"),
        "tz": member.tz,
        "tz_label": here.tzname(),
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": member.guest,
        "is_ultra_restricted": False,
    }


def _profile(member: Member, team_id: str, *, with_email: bool) -> Json:
    profile: Json = {
        "title": member.title,
        "real_name": member.real_name,
        "real_name_normalized": member.real_name,
        "display_name": member.name,
        "display_name_normalized": member.name,
        "team": team_id,
        "status_text": "",
        "status_emoji": "",
    }
    return profile | {"email": member.email} if with_email else profile
