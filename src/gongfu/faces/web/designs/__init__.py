"""Drawing up the grids of a community: buildings in, a proposal on a map, changes, adoption."""
