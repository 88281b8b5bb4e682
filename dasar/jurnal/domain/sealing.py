import datetime as dt

from django.db import transaction
from django.utils import timezone

from dasar.jurnal.models import Rantai, Segel
from dasar.jurnal.verifier import SEGEL_FORMAT, canonical_json, sha256_text


@transaction.atomic
def make_segel(day: dt.date | None = None) -> Segel:
    """The Segel of a day (today in the city's zone): made now, or the one that already exists; never a second.

    It holds the last number and hash of every stream and the SHA-256 of the Segel before it.
    """
    day = day or timezone.localdate()
    existing = Segel.objects.filter(date=day).first()
    if existing:
        return existing
    previous = Segel.objects.filter(date__lt=day).last()
    heads = {head.stream: {"seq": head.seq, "hash": head.hash} for head in Rantai.objects.all()}
    made_at = timezone.now()
    content = canonical_json(
        {
            "format": SEGEL_FORMAT,
            "date": day.isoformat(),
            "made_at": made_at.isoformat(timespec="microseconds"),
            "prev": previous.sha256 if previous else "",
            "heads": heads,
        }
    )
    segel = Segel(date=day, made_at=made_at, content=content, sha256=sha256_text(content))
    segel.save()
    return segel
