"""How passwords are hashed: Argon2id with 46 MiB, one pass, one lane (OWASP's first choice)."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id sized for two cores: about 45 ms and 46 MiB for each sign-in."""

    time_cost = 1
    memory_cost = 47_104
    parallelism = 1
