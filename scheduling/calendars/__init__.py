"""Calendar subscriptions: who may read which calendar by a private link, and when it last changed."""
