"""Home and figures: numbers that open down to their records."""
