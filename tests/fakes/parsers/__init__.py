"""Calendar programs' own parsers, none of them the one that Muster writes with: libical, ical.js, vobject."""
