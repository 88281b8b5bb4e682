"""The portal as in use, plus the yardstick's address and a count of the SQL statements in each answer."""

from zona.settings import *
from zona.settings import MIDDLEWARE

ROOT_URLCONF = "tests.bench.urls"
MIDDLEWARE = ["tests.bench.urls.count_sql", *MIDDLEWARE]
