"""How uploads arrive, before anything looks at them."""

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Keeps at most UPLOAD_CEILING bytes of one file on disk, but reports its true size.

    A too large photo thus reaches the form like any other, which can name its size, and the rest of what was
    typed is not lost; yet nobody can fill the disk. Every check of a file looks at its size first, and no
    limit of the portal is above the ceiling.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = settings.UPLOAD_CEILING - start
        if room > 0:
            super().receive_data_chunk(raw_data[:room], start)
