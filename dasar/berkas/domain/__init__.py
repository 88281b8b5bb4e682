from dasar.berkas.domain.checking import Findings, check_files, remove_orphans
from dasar.berkas.domain.pages import PageWidth, open_page, page_count, page_problem, remove_unused_pages
from dasar.berkas.domain.scanning import scan_waiting
from dasar.berkas.domain.storing import open_berkas, store_bytes, store_path, store_stream, store_upload
from dasar.berkas.domain.thumbnails import make_thumbnail
from dasar.berkas.domain.uploading import (
    append_piece,
    claim_unggahan,
    create_unggahan,
    finish_unggahan,
    release_unggahan,
    remove_expired,
)

__all__ = [
    "Findings",
    "PageWidth",
    "append_piece",
    "check_files",
    "claim_unggahan",
    "create_unggahan",
    "finish_unggahan",
    "make_thumbnail",
    "open_berkas",
    "open_page",
    "page_count",
    "page_problem",
    "release_unggahan",
    "remove_expired",
    "remove_orphans",
    "remove_unused_pages",
    "scan_waiting",
    "store_bytes",
    "store_path",
    "store_stream",
    "store_upload",
]
