"""How machines meet the system: Open311 GeoReport v2, with keys of their own."""
