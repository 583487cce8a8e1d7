"""Pages of one's own notices."""
