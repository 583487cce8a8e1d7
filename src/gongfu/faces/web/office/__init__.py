"""The office's side of the key team: desk, elders, custody, teams, alarms."""
