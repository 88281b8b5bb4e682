"""Static files in production: hashed names, gzip only."""

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class GzipManifestStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WeasyPrint brings brotli along, and brotli makes collectstatic seven times slower."""

    def create_compressor(self, **kwargs: object) -> Compressor:
        return Compressor(use_brotli=False, **kwargs)
