"""REST under /api/v1/: typed, described by OpenAPI; one action or query for each request."""
