"""Kinds of job for the tests; the real worker of the slow test loads them too."""

import time
from pathlib import Path

from dasar.berkas.domain import store_bytes
from dasar.errors import DomainError
from dasar.pekerjaan.domain import register


@register("uji.laporan", label="Laporan uji", max_tries=2)
def make_report(pekerjaan, progress):
    """Tells its steps, leaves a line per run in `log`, and does what `params` say."""
    params = pekerjaan.params
    if params.get("log"):
        with Path(params["log"]).open("a") as log:
            log.write(f"{pekerjaan.key}\n")
    progress(10, "Mengumpulkan data")
    if params.get("rule"):
        raise DomainError("Periode ini belum ditutup. Tutup dahulu, lalu ulangi.")
    if params.get("bug"):
        raise ZeroDivisionError("rahasia-internal")
    for step in range(params.get("steps", 0)):
        time.sleep(0.1)
        progress(10 + step, "Menyusun")
    if params.get("empty"):
        return None
    return store_bytes(data=f"hasil {pekerjaan.key}".encode(), name_hint="uji.txt", media_type="text/plain")
