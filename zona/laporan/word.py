"""The same papers as editable Word files. They carry no register number: the PDF is the paper, this is its draft.

python-docx is imported inside the functions, as WeasyPrint is: a web process pays for it only when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from evaluasi.domain.lhe.rancangan import BY_KODE
from zona.laporan.naskah import split_blocks

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Fakta = dict[str, Any]
BLANK = "........................"


class Naskah:
    """A Word file being written: letterhead, headings, passages, tables, signature."""

    def __init__(self, kop: Fakta) -> None:
        from docx import Document  # slow library
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Cm, Pt

        self.align, self.doc = WD_ALIGN_PARAGRAPH, Document()
        section = self.doc.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(2.5), Cm(2)
        section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.2)
        style = self.doc.styles["Normal"]
        style.font.name, style.font.size = "Arial", Pt(10.5)
        self._letterhead(kop)

    def _letterhead(self, kop: Fakta) -> None:
        head = self.doc.add_paragraph()
        run = head.add_run(str(kop["government"]).upper())
        run.bold = True
        address = " · ".join(part for part in (kop["address"], kop["website"]) if part)
        self.doc.add_paragraph(address)

    def title(self, text: str, below: str = "") -> None:
        """A centred title with a line below it."""
        paragraph = self.doc.add_heading(text, level=0)
        paragraph.alignment = self.align.CENTER
        if below:
            self.doc.add_paragraph(below).alignment = self.align.CENTER

    def heading(self, text: str) -> None:
        self.doc.add_heading(text, level=1)

    def text(self, text: str) -> None:
        """A passage: paragraphs and lists."""
        for block in split_blocks(text):
            for line in block.lines:
                paragraph = self.doc.add_paragraph(line, style="List Bullet" if block.is_list else None)
                if not block.is_list:
                    paragraph.alignment = self.align.JUSTIFY

    def right(self, *lines: str) -> None:
        """Lines at the right edge."""
        self.doc.add_paragraph("\n".join(lines)).alignment = self.align.RIGHT

    def table(self, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A ruled table whose head is repeated on each page."""
        from docx.oxml import OxmlElement

        table = self.doc.add_table(rows=1, cols=len(head), style="Table Grid")
        for cell, words in zip(table.rows[0].cells, head, strict=True):
            cell.paragraphs[0].add_run(words).bold = True
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - python-docx has no other way
        for row in rows:
            cells = table.add_row().cells
            for cell, value in zip(cells, row, strict=True):
                cell.text = str(value)
        self.doc.add_paragraph()

    def facts(self, rows: Iterable[tuple[str, str]]) -> None:
        """Name and value, without rules."""
        table = self.doc.add_table(rows=0, cols=2)
        for name, value in rows:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = name, value
        self.doc.add_paragraph()

    def page_break(self) -> None:
        self.doc.add_page_break()

    def save(self) -> bytes:
        """The finished file."""
        out = BytesIO()
        self.doc.save(out)
        return out.getvalue()


def write_lhe(fakta: Fakta, *, approved: bool) -> bytes:
    """A report as Word: the same facts and passages as its PDF; marked a draft until it is approved."""
    word = Naskah(fakta["kop"])
    word.title("Laporan Hasil Evaluasi Zona Integritas", f"{fakta['unit']}, tahun {fakta['tahun']}")
    if fakta["contoh"]:
        word.text("CONTOH: memuat data contoh, bukan laporan resmi.")
    if approved:
        word.text(f"Naskah suntingan. Yang berlaku adalah isi yang disetujui, sidik {fakta['sidik_lhe']}.")
    else:
        word.text("KONSEP: belum disetujui pengendali teknis.")
    letter = f"{fakta['tugas_nomor'] or BLANK}, {fakta['tugas_tanggal'] or BLANK}"
    word.facts(
        [
            ("Nomor laporan", fakta["nomor"] or BLANK),
            ("Tanggal laporan", fakta["tanggal"] or BLANK),
            ("Predikat yang dituju", f"{fakta['predikat_nama']} ({fakta['predikat']})"),
            ("Surat tugas", letter),
        ]
    )
    _chapters(word, fakta)
    _annexes(word, fakta)
    return word.save()


def _chapters(word: Naskah, fakta: Fakta) -> None:
    number = 0
    for kode in ("dasar", "tim", "tujuan", "ruang_lingkup", "metode", "hasil", "batas", "syarat"):
        number += 1
        if kode in BY_KODE:
            word.heading(f"{number}. {BY_KODE[kode].judul}")
            word.text(fakta["naskah"][kode])
        else:
            _table(word, fakta, kode, number)
    for kode in ("simpulan", "bukti", "rekomendasi", "penutup"):
        number += 1
        word.heading(f"{number}. {BY_KODE[kode].judul}")
        word.text(fakta["naskah"][kode])


def _table(word: Naskah, fakta: Fakta, kode: str, number: int) -> None:
    if kode == "tim":
        word.heading(f"{number}. Tim Penilai Internal")
        rows = [(a["peran"], a["nama"], a["nip"] or "–", a["jabatan"] or "–") for a in fakta["tim"]]
        word.table(("Peran", "Nama", "NIP", "Jabatan"), rows)
    elif kode == "hasil":
        word.heading(f"{number}. Hasil penilaian")
        names = ("nama", "bobot", "unit", "tpi", "selisih", "persen")
        head = ("Komponen", "Bobot", "Mandiri", "TPI", "Selisih", "TPI thd. bobot")
        word.table(head, [[row[name] for name in names] for row in fakta["nilai"]])
    elif kode == "batas":
        word.heading(f"{number}. Batas nilai {fakta['predikat']}")
        rows = [
            (g["nama"], g["ambang"], g["nilai"], "Tercapai" if g["terpenuhi"] else f"Belum: {g['words']}")
            for g in fakta["gerbang"]
        ]
        word.table(("Batas", "Minimal", "Nilai TPI", "Keadaan"), rows)
    else:
        word.heading(f"{number}. Syarat di luar nilai")
        rows = [(s["syarat"], s["keadaan"], s["keterangan"] or "–") for s in fakta["syarat"]]
        word.table(("Syarat", "Keadaan", "Keterangan"), rows)


def _annexes(word: Naskah, fakta: Fakta) -> None:
    names = ("kode", "nama", "unit", "tpi", "catatan")
    word.page_break()
    word.heading("Lampiran 1. Butir yang dinilai berbeda")
    rows = [[row[name] or "–" for name in names] for row in fakta["butir"] if row["berbeda"]]
    word.table(("Kode", "Butir", "Unit", "TPI", "Catatan TPI"), rows)
    if settled := fakta.get("penyelarasan"):
        word.heading("Diselaraskan ketua tim")
        words = [[row[name] for name in ("kode", "nama", "berlaku", "alasan", "oleh")] for row in settled]
        word.table(("Kode", "Butir", "Yang berlaku", "Alasan", "Oleh"), words)
    word.heading("Lampiran 2. Jawaban setiap butir")
    word.table(
        ("Kode", "Butir", "Unit", "TPI"), [[row[name] for name in names[:4]] for row in fakta["butir"]]
    )
    word.heading("Lampiran 3. Butir tanpa bukti")
    word.table(("Kode", "Butir"), [(row["kode"], row["nama"]) for row in fakta["tanpa_bukti"]])


def write_usulan(fakta: Fakta) -> bytes:
    """The letter of the Wali Kota as Word."""
    word, city = Naskah(fakta["kop"]), _city(fakta)
    word.right(f"{city}, {fakta['tanggal'] or BLANK}")
    word.facts(
        [
            ("Nomor", fakta["nomor"] or BLANK),
            ("Lampiran", "Surat pernyataan tanggung jawab mutlak dan laporan hasil evaluasi tiap unit"),
            ("Hal", f"Usulan evaluasi unit kerja menuju WBK/WBBM tahun {fakta['tahun']}"),
        ]
    )
    word.text(f"Yth.\n\n{fakta['tujuan']}\n\ndi Jakarta")
    word.text(
        "Menindaklanjuti Peraturan Menteri PANRB Nomor 90 Tahun 2021 sebagaimana diubah dengan Peraturan Menteri PANRB "
        f"Nomor 5 Tahun 2024, bersama ini kami usulkan {len(fakta['units'])} unit kerja di lingkungan "
        f"{fakta['kop']['government']} untuk dievaluasi oleh Tim Penilai Nasional pada tahun {fakta['tahun']}."
    )
    rows = [
        (n, u["unit"], u["kategori"], u["nilai"] or "–", u["lhe"] or "–")
        for n, u in enumerate(fakta["units"], start=1)
    ]
    word.table(("No.", "Unit kerja", "Diusulkan", "Nilai TPI", "Laporan hasil evaluasi"), rows)
    word.text("Atas perhatian dan kerja sama Saudara kami ucapkan terima kasih.")
    word.right(f"{fakta['jabatan']} {city},", "", "", "", fakta["penandatangan"] or BLANK)
    return word.save()


def write_sptjm(fakta: Fakta) -> bytes:
    """The statement of full responsibility as Word."""
    word, city = Naskah(fakta["kop"]), _city(fakta)
    word.title("Surat Pernyataan Tanggung Jawab Mutlak", f"Nomor: {fakta['nomor'] or BLANK}")
    word.text("Yang bertanda tangan di bawah ini:")
    word.facts([("Nama", fakta["penandatangan"] or BLANK), ("Jabatan", f"{fakta['jabatan']} {city}")])
    word.text(
        "menyatakan dengan sesungguhnya bahwa data, jawaban, dan bukti yang disampaikan dalam usulan evaluasi unit kerja "
        f"menuju WBK/WBBM tahun {fakta['tahun']} untuk unit kerja berikut adalah benar dan dapat dipertanggungjawabkan:"
    )
    rows = [(n, u["unit"], u["kategori"]) for n, u in enumerate(fakta["units"], start=1)]
    word.table(("No.", "Unit kerja", "Diusulkan"), rows)
    word.text(
        "Apabila di kemudian hari ditemukan ketidaksesuaian atau pelanggaran atas pernyataan ini, saya bertanggung jawab "
        "sepenuhnya dan bersedia menerima akibatnya sesuai dengan ketentuan peraturan perundang-undangan."
    )
    word.right(
        f"{city}, {fakta['tanggal'] or BLANK}",
        f"{fakta['jabatan']} {city},",
        "",
        "",
        "",
        fakta["penandatangan"] or BLANK,
    )
    return word.save()


def _city(fakta: Fakta) -> str:
    return str(fakta["kop"]["name"]).removeprefix("Kota ")
