"""What goes wrong for a while: seen by the auditor, told to people once, and once more when it is over."""
