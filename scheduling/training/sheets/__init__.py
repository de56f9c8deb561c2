"""What an agency's record system writes about training, as a file."""
