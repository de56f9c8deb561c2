"""What officers hold and may no longer work: because they are gone, or their qualification lapses."""
