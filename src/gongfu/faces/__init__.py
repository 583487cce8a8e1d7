"""How people and machines meet the system: web, sheets, api, cli."""
