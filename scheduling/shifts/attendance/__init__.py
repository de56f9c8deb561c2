"""Who is at work: briefed before a shift, checked in and out by word of mouth or by the agency's clock."""
