"""An approved proposal and its units never change again; the database itself says so."""

from django.db import migrations

from dasar.beku import Larangan, forbid, same

USULAN, UNIT = "evaluasi_usulan", "evaluasi_usulanunit"
FROZEN = "Usulan yang sudah disahkan tidak dapat diubah"
WORDS = (
    "id",
    "periode_id",
    "nomor",
    "tanggal",
    "tujuan",
    "signer_name",
    "signer_title",
    "kuota",
    "kuota_dasar",
    "surat_id",
    "approved_at",
    "approved_by_id",
    "contoh",
)


def not_draft(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM {USULAN} u WHERE u.id = {row}.usulan_id AND u.state <> 'draft')"  # noqa: S608 - names of columns, nothing typed


RULES = (
    Larangan(
        USULAN,
        "UPDATE",
        f"OLD.state <> 'draft' AND NOT (OLD.state = 'approved' AND NEW.state = 'withdrawn' AND {same(*WORDS)})",
        FROZEN,
    ),
    Larangan(USULAN, "DELETE", "OLD.state <> 'draft'", FROZEN),
    Larangan(UNIT, "INSERT", not_draft("NEW"), FROZEN),
    Larangan(UNIT, "UPDATE", f"{not_draft('OLD')} OR {not_draft('NEW')}", FROZEN),
    Larangan(UNIT, "DELETE", not_draft("OLD"), FROZEN),
)


class Migration(migrations.Migration):
    dependencies = [("evaluasi", "0005_usulan")]

    operations = [forbid(RULES)]
