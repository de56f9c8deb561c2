"""Forms that were sent: each does what it was opened for, or says which field to look at again."""
