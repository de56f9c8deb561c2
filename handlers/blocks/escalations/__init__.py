"""What is shown of escalations."""
