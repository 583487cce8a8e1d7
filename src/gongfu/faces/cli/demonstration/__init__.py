"""The demonstration district: Nanhu's real tree of places, and people who do not exist.

Everything is drawn from one seed and recorded through the same actions as everyone's deeds.
"""
