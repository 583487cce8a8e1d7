"""Grids and teams (网格连心·组团服务): registering where one lives, posts, claims, teams."""
