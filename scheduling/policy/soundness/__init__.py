"""Whether what a pack asks can be done at all: requirements that can be read, and contradict themselves."""
