"""Template tags of djust."""
