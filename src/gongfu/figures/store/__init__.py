"""Deeds as columns: Parquet files and the newest tail, so that a figure is never stale."""
