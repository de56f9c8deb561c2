"""The whole database elsewhere: backups, restored copies, moves; every row accounted for by a checksum."""
