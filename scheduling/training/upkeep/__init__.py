"""What Muster does by itself: the review, the sweep, and what follows from them."""
