"""Calendar subscriptions: who may read which calendar by a private link, and the bytes last built for it."""
