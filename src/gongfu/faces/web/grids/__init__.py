"""Pages of grids and teams: registering, posts, claims, teams, hours; the office's side of them."""
