"""Places: the tree of district, town, community, grid and micro-grid by standard code."""
