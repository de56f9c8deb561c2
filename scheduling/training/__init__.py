"""Who has to learn what by when: clocks that start by themselves, what was done, and what follows if not."""
