"""Every refusal in words: which rule, with its figures, and what to do next."""
