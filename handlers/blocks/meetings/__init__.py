"""Meetings as people see them: an invitation, who comes, who came, what is planned."""
