"""The key team for elders (敬老钥匙帮): custody, rounds, visits, alarms, hours."""
