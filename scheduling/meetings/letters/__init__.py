"""What a change puts into the outbox."""
