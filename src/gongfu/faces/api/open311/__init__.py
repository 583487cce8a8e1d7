"""Open311 GeoReport v2: services, service definitions, requests and tokens, in JSON and XML."""
