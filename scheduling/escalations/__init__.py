"""What nobody has taken care of: told along a chain, step by step, until somebody has it or it is settled."""
