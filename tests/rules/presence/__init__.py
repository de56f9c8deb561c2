"""What presence decides from facts alone."""
