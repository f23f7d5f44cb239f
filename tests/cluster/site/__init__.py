"""The project that the processes of a cluster serve."""
