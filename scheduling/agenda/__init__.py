"""What a calendar shows: shifts, meetings and deadlines of one person, one school or one team."""
