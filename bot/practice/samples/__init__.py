"""Sample data for the practice workspace: life-size, plainly invented, the same but for the dates.

People are trees, schools are minerals, agencies are birds, addresses end in example.org.
"""
