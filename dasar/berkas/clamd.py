"""A client for ClamAV's daemon (INSTREAM), used when the setting BERKAS_CLAMD names one."""

import logging
import socket
import struct
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.utils import timezone

from dasar.berkas.enums import ScanState

logger = logging.getLogger(__name__)
TIMEOUT_SECONDS = 20
_PIECE = 64 * 1024


@dataclass(frozen=True)
class Verdict:
    """What the scanner said and when; NOT_SCANNED if there is none or it did not answer."""

    state: ScanState = ScanState.NOT_SCANNED
    at: datetime | None = None
    name: str = ""


def is_configured() -> bool:
    return bool(settings.BERKAS_CLAMD)


def scan(stream: BinaryIO) -> Verdict:
    """Ask the scanner about these bytes. A scanner that fails stops nobody's work: the file stays unscanned, is
    shown as such, and is asked about again by a job."""
    if not is_configured():
        return Verdict()
    try:
        answer = _ask(stream)
    except OSError as error:
        logger.warning("clamd does not answer: %s", error)
        return Verdict()
    if answer.endswith(" OK"):
        return Verdict(ScanState.CLEAN, timezone.now())
    if answer.endswith(" FOUND"):
        name = answer.removeprefix("stream:").removesuffix("FOUND").strip()
        return Verdict(ScanState.INFECTED, timezone.now(), name)
    logger.warning("clamd could not scan: %s", answer)
    return Verdict()


def _ask(stream: BinaryIO) -> str:
    with _connect(settings.BERKAS_CLAMD) as connection:
        connection.sendall(b"zINSTREAM\0")
        while piece := stream.read(_PIECE):
            connection.sendall(struct.pack("!I", len(piece)) + piece)
        connection.sendall(struct.pack("!I", 0))
        answer = b""
        while not answer.endswith(b"\0") and (piece := connection.recv(4096)):
            answer += piece
    return answer.rstrip(b"\0").decode(errors="replace")


def _connect(address: str) -> socket.socket:
    """`host:port`, or the path of a Unix socket."""
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(TIMEOUT_SECONDS)
        connection.connect(address)
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT_SECONDS)
