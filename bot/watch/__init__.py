"""Looking at the process: health, metrics, and what ends it when it is stuck."""
