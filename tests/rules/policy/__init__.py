"""Policy packs: read, combined, and refused if they contradict themselves."""
