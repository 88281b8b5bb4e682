"""What was frozen, fetched or rehearsed never changes again; the database itself says so."""

from django.db import migrations

from dasar.beku import Larangan, forbid

FROZEN = {
    "evaluasi_cuplikan": "Cuplikan usulan tidak dapat diubah",
    "evaluasi_cuplikanunit": "Cuplikan unit tidak dapat diubah",
    "evaluasi_berkascuplikan": "Berkas cuplikan tidak dapat diubah",
    "evaluasi_pengambilan": "Catatan pengambilan tidak dapat diubah",
    "evaluasi_latihanportal": "Laporan latihan tidak dapat diubah",
}
RULES = tuple(
    Larangan(table, event, "1 = 1", message)
    for table, message in FROZEN.items()
    for event in ("UPDATE", "DELETE")
)


class Migration(migrations.Migration):
    dependencies = [("evaluasi", "0011_portalrb")]

    operations = [forbid(RULES)]
