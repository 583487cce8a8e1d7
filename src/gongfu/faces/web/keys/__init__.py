"""The key team: a keeper's day, visits, rounds, hours; an elder's view; the office side."""
