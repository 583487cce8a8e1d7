"""Measures: moments and days, minutes, yuan, mu, jin; exact values only."""
