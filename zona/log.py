"""Log lines as JSON, each with the id of the request that caused it."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from dasar.jurnal.request_id import current_request_id


class JsonFormatter(logging.Formatter):
    """One JSON object a line. Fields named in `extra={"zona": {...}}` are added; nothing else is collected.

    Which fields are logged decides whether a citizen who reports stays unknown: no query string, no body, no
    address.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": current_request_id(),
        }
        line |= getattr(record, "zona", {})
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def configuration(level: str, *, as_json: bool) -> dict[str, Any]:
    """Everything to the console: JSON for a collector, plain lines for a person."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": JsonFormatter},
            "teks": {"format": "%(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {
            "konsol": {"class": "logging.StreamHandler", "formatter": "json" if as_json else "teks"},
        },
        "loggers": {"django.request": {"level": "ERROR"}},  # 404 and 403 are answers, not problems
        "root": {"handlers": ["konsol"], "level": level},
    }
