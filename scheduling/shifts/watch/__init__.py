"""The watch over shifts: whether they are filled, and whether whoever holds them has come."""
