"""The passages of a report as the portal drafts them from its facts. Pure: the same facts give the same words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Fakta = dict[str, Any]
MOST_ITEMS = 12
"""How many items a passage names before it points to the annex."""


@dataclass(frozen=True)
class Bagian:
    """A passage: its code, its heading, and how it is drafted."""

    kode: str
    judul: str
    draft: Callable[[Fakta], str]


def _basis(fakta: Fakta) -> str:
    lines = [f"- {rule}." for rule in fakta["peraturan"]]
    lines.append(f"- Instrumen yang dipakai: {fakta['instrumen']} ({fakta['instrumen_dasar']}).")
    letter = _letter(fakta)
    return "\n".join([*lines, f"- {letter}."] if letter else lines)


def _letter(fakta: Fakta) -> str:
    if not fakta["tugas_nomor"]:
        return ""
    dated = f" tanggal {fakta['tugas_tanggal']}" if fakta["tugas_tanggal"] else ""
    return f"Surat tugas nomor {fakta['tugas_nomor']}{dated}"


def _aim(fakta: Fakta) -> str:
    return (
        f"Evaluasi ini menilai apakah {fakta['unit']} memenuhi syarat untuk diusulkan sebagai unit kerja berpredikat "
        f"{fakta['predikat_nama']} ({fakta['predikat']}) pada tahun {fakta['tahun']}, dan memberi rekomendasi perbaikan "
        "atas pembangunan Zona Integritas yang sudah dijalankan."
    )


def _scope(fakta: Fakta) -> str:
    return (
        f"Evaluasi mencakup {len(fakta['butir'])} butir lembar kerja evaluasi tahun {fakta['tahun']}: komponen pengungkit "
        "(enam area perubahan, pemenuhan dan reform) dan komponen hasil, beserta syarat di luar nilai. Yang dinilai "
        "adalah jawaban, catatan, dan bukti yang diajukan unit melalui portal sampai laporan ini disetujui."
    )


def _method(fakta: Fakta) -> str:
    rounds = fakta["ronde"]
    text = (
        "Tim Penilai Internal memeriksa setiap butir: jawaban unit dibandingkan dengan kriteria instrumen dan bukti "
        "yang dikutip, lalu tim menetapkan jawabannya sendiri. Jawaban unit dan jawaban tim disimpan terpisah. Nilai "
        "dihitung menurut rumus lembar kerja tanpa pembulatan antartingkat; batas dibandingkan dengan nilai yang "
        "belum dibulatkan."
    )
    if len(rounds) > 1:
        text += (
            f"\n\nPenilaian berlangsung dalam {len(rounds)} ronde; butir yang dikembalikan dijawab kembali oleh unit "
            "sebelum dinilai ulang."
        )
    return text


def conclude(fakta: Fakta) -> str:
    """The conclusion in one word group: meets, does not yet meet, or why no conclusion is drawn."""
    if not fakta["gerbang_diberikan"]:
        return "tidak disimpulkan: batas nilai untuk tahun ini tidak diberikan oleh peraturan yang tersedia"
    if not fakta["lengkap"]:
        return f"belum dapat disimpulkan: {len(fakta['kosong'])} butir belum dinilai"
    if fakta["nilai_memenuhi"] and fakta["syarat_memenuhi"]:
        return "memenuhi"
    return "belum memenuhi"


def _conclusion(fakta: Fakta) -> str:
    total = fakta["nilai"][-1]
    unmet = [row for row in fakta["gerbang"] if not row["terpenuhi"]]
    lacking = [row for row in fakta["syarat"] if row["keadaan"] != "terpenuhi"]
    met = len(fakta["gerbang"]) - len(unmet)
    score = (
        f"Nilai menurut Tim Penilai Internal adalah {total['tpi']} dari {total['bobot']}; penilaian mandiri unit "
        f"{total['unit']} (selisih {total['selisih']}). Dari {len(fakta['gerbang'])} batas nilai {fakta['predikat']}, "
        f"{met} tercapai."
    )
    parts = [score]
    if unmet:
        parts.append(
            "\n".join(["Batas yang belum tercapai:", *(f"- {r['nama']}: {r['words']}." for r in unmet)])
        )
    if lacking:
        rows = [f"- {row['syarat']} ({row['keadaan']})." for row in lacking]
        parts.append("\n".join(["Syarat di luar nilai yang belum terpenuhi:", *rows]))
    verdict = conclude(fakta)
    if verdict in {"memenuhi", "belum memenuhi"}:
        parts.append(f"Dengan demikian {fakta['unit']} {verdict} syarat untuk diusulkan {fakta['predikat']}.")
    else:
        parts.append(f"Kesimpulan {verdict}.")
    return "\n\n".join(parts)


def _evidence(fakta: Fakta) -> str:
    rows = fakta["tanpa_bukti"]
    if not rows:
        return "Setiap butir mengutip sedikitnya satu bukti."
    lines = [f"- {row['kode']} {row['nama']}" for row in rows[:MOST_ITEMS]]
    rest = len(rows) - len(lines)
    head = f"Butir yang tidak mengutip bukti apa pun: {len(rows)} dari {len(fakta['butir'])}."
    return "\n".join([head, *lines, *([f"- dan {rest} butir lain (Lampiran 3)"] if rest else [])])


def _advice(fakta: Fakta) -> str:
    rows = [row for row in fakta["butir"] if row["rekomendasi"]]
    if not rows:
        return "Tim tidak mencatat rekomendasi per butir."
    return "\n".join(f"- {row['rekomendasi']} ({row['kode']})" for row in rows)


def _closing(fakta: Fakta) -> str:
    return (
        "Laporan ini disusun berdasarkan data yang disajikan unit. Kebenaran data dan keaslian bukti menjadi tanggung "
        "jawab unit. Rekomendasi agar ditindaklanjuti dan hasilnya disampaikan pada evaluasi berikutnya."
    )


BAGIAN = (
    Bagian("dasar", "Dasar evaluasi", _basis),
    Bagian("tujuan", "Tujuan", _aim),
    Bagian("ruang_lingkup", "Ruang lingkup", _scope),
    Bagian("metode", "Metodologi", _method),
    Bagian("simpulan", "Simpulan", _conclusion),
    Bagian("bukti", "Bukti yang belum ada", _evidence),
    Bagian("rekomendasi", "Rekomendasi", _advice),
    Bagian("penutup", "Penutup", _closing),
)
BY_KODE = {bagian.kode: bagian for bagian in BAGIAN}


def draft_passages(fakta: Fakta) -> dict[str, str]:
    """Every passage as drafted from these facts, by code, in the order of the report."""
    return {bagian.kode: bagian.draft(fakta) for bagian in BAGIAN}
