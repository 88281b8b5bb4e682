"""Each test sees an empty cache, without flushing one that others may use."""

import itertools
import os

_tests = itertools.count()
_prefix = ""


def begin_test() -> None:
    global _prefix
    _prefix = f"uji:{os.getpid()}:{next(_tests)}"


def key_of_this_test(key: str, key_prefix: str, version: int) -> str:
    return f"{_prefix}:{key_prefix}:{version}:{key}"
