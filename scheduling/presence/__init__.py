"""When people may be woken, who is away and who stands in, whose turn it is, and when schools are closed."""
