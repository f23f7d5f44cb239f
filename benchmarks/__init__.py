"""What the project claims in bytes and milliseconds, measured: ``make bench``."""
