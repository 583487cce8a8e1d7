"""Pages of official statistics: what was received, from which publication, known since when."""
