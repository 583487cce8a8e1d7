"""Cooperative farming 合作社: land, patterns and seasons, work and sale, support, sharing."""
