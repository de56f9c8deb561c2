"""What people say of a meeting, and who came."""
