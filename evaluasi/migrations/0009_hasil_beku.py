"""An approved report and each step of its chain never change again; the database itself says so."""

from django.db import migrations

from dasar.beku import Larangan, forbid

REPORT, PASSAGE, STEP = "evaluasi_laporanhasil", "evaluasi_naskah", "evaluasi_persetujuan"
FROZEN = "Laporan yang sudah disetujui tidak dapat diubah"
ONCE = "Langkah persetujuan hanya ditulis sekali"


def approved(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM {REPORT} r WHERE r.id = {row}.lhe_id AND r.state = 'approved')"  # noqa: S608 - names of columns, nothing typed


RULES = (
    Larangan(REPORT, "UPDATE", "OLD.state = 'approved'", FROZEN),
    Larangan(REPORT, "DELETE", "OLD.state = 'approved'", FROZEN),
    Larangan(PASSAGE, "INSERT", approved("NEW"), FROZEN),
    Larangan(PASSAGE, "UPDATE", f"{approved('OLD')} OR {approved('NEW')}", FROZEN),
    Larangan(PASSAGE, "DELETE", approved("OLD"), FROZEN),
    Larangan(STEP, "UPDATE", "1 = 1", ONCE),
    Larangan(STEP, "DELETE", "1 = 1", ONCE),
)


class Migration(migrations.Migration):
    dependencies = [("evaluasi", "0008_hasil")]

    operations = [forbid(RULES)]
