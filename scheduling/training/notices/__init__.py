"""What each notice of training tells, looked up again as it is sent."""
