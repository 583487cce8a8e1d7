"""What can be received: known series and areas, units, periods that are over, plausible values."""
