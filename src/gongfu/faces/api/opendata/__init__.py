"""Open data: every figure at a stable address, as CSV, Parquet, SDMX, with DCAT and data packages.

All of it is what anybody may see; small groups are left out as on the pages.
"""
