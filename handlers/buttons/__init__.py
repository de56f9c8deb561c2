"""What people press: each button reads its typed value and does what the command of the same name does."""
