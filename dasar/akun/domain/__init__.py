"""Every write to accounts and API keys."""

from dasar.akun.domain.kunci_api import create_kunci_api, find_by_key, revoke_kunci_api
from dasar.akun.domain.pengguna import (
    change_own_password,
    create_pengguna,
    issue_first_password,
    make_first_password,
    set_active,
    sign_out_everywhere,
    update_pengguna,
)

__all__ = [
    "change_own_password",
    "create_kunci_api",
    "create_pengguna",
    "find_by_key",
    "issue_first_password",
    "make_first_password",
    "revoke_kunci_api",
    "set_active",
    "sign_out_everywhere",
    "update_pengguna",
]
