"""What an operator reads while the database cannot do its part: its own words, and what to do."""

from scheduling.store.troubles import DatabaseTrouble, TroubleKind


def words_for_operator(trouble: DatabaseTrouble) -> str:
    """What stands in the way, in the database's words, and what to do."""
    said = f" ({trouble.said})" if trouble.said else ""
    match trouble.kind:
        case TroubleKind.FULL:
            return f"The disk of the database is full{said}: make room where MUSTER_DATABASE_URL points."
        case TroubleKind.READ_ONLY:
            return (
                f"The database cannot be written{said}: let the account that runs Muster write the file of "
                "MUSTER_DATABASE_URL and its folder, or name a server that takes changes and a role that may "
                "make them."
            )
        case TroubleKind.AWAY:
            return f"The database cannot be used{said}: check MUSTER_DATABASE_URL, and what it names."
        case TroubleKind.BUSY:
            return f"Another change holds the database{said}: try again."
