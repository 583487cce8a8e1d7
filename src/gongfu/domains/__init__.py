"""The seven domains of the district's work; none knows another."""
