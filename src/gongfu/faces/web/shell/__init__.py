"""What every page stands in: the frame, permissions, preferences, refusals."""
