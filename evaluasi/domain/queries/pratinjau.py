"""What a page shows of a document beside the question: pictures of its pages, the cited one first. No SQL."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from dasar.berkas.domain import PageWidth, open_page, page_count, page_problem
from dasar.berkas.enums import Kind
from dasar.berkas.errors import BytesMissing, PageNotDrawn
from dasar.berkas.models import Berkas
from evaluasi.domain.halaman import read_pages
from evaluasi.models import Sitasi
from opd.models import Dokumen


@dataclass(frozen=True)
class Pratinjau:
    """One page of a document out of `total`, and where its picture, its neighbours and its file are found.

    `cited` are the pages pointed at; `problem` says why a picture is not to be had, empty as far as is known.
    """

    pk: UUID
    berkas: Berkas
    title: str
    filename: str
    page: int
    total: int
    cited: tuple[int, ...]
    route: str
    problem: str = ""

    @property
    def is_pdf(self) -> bool:
        """Whether it has pages at all; a photo has none."""
        return self.berkas.kind == Kind.PDF

    @property
    def before(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def after(self) -> int | None:
        return self.page + 1 if self.page < self.total else None

    @property
    def page_url(self) -> str:
        """The name of the address that shows a page: `{% url pratinjau.page_url pratinjau.pk nomor %}`."""
        return f"evaluasi:{self.route}_page"

    @property
    def picture_url(self) -> str:
        return f"evaluasi:{self.route}_picture"

    @property
    def file_url(self) -> str:
        return f"evaluasi:{self.route}_file"


def preview_sitasi(sitasi: Sitasi, page: int | None = None) -> Pratinjau | None:
    """The cited document, at the first cited page unless another is named; None when it has no picture of `page`.

    Wants `dokumen__berkas` selected.
    """
    return _preview(sitasi.dokumen, sitasi.pk, "sitasi", page, sitasi.pages)


def preview_dokumen(dokumen: Dokumen, page: int | None = None) -> Pratinjau | None:
    """A document of the library, from its first page. Wants `berkas` selected."""
    return _preview(dokumen, dokumen.pk, "dokumen", page, "")


def _preview(dokumen: Dokumen, pk: UUID, route: str, page: int | None, pointer: str) -> Pratinjau | None:
    berkas = dokumen.berkas
    total = page_count(berkas, dokumen.pages) if berkas else 0
    cited = read_pages(pointer, total=total)
    if page is None:
        page = cited[0] if cited else 1
    if berkas is None or not 1 <= page <= total:
        return None
    name = dokumen.filename or dokumen.title
    problem = page_problem(berkas, page)
    return Pratinjau(pk, berkas, dokumen.title, name, page, total, cited, route, problem)


def with_picture(pratinjau: Pratinjau) -> Pratinjau:
    """The same after its picture was drawn, so that a page can say why there is none."""
    try:
        open_page(pratinjau.berkas, page=pratinjau.page, width=PageWidth.READ).close()
    except (PageNotDrawn, BytesMissing) as error:
        return replace(pratinjau, problem=error.message)
    return pratinjau
