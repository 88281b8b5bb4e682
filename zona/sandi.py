"""Password hashing."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class HematArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, 2 passes, 1 lane (OWASP's setting).

    Django's default takes 100 MiB and 8 lanes: a login storm on a deadline morning would exhaust the memory
    of a small server. Old hashes are renewed at the next sign-in because the parameters differ.
    """

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
