"""What is decided about meetings from facts alone. Pure."""
