"""Independent verifier of the journal: standard library only, usable on an export without the portal.

    python verifier.py jurnal.jsonl [--segel segel-2026-11-22.json ...]

It is also the definition of the format. A row's hash is SHA-256 over the canonical JSON of its FIELDS, among them
`prev_hash`, the hash of the row before it in the same stream ("" for the first). A Segel is the canonical JSON of
the last (seq, hash) of every stream on one day; its SHA-256 is the plain `sha256sum` of the published file. A chain
alone cannot show a cut tail or a chain that was recomputed: only a Segel kept outside the server can.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

FIELDS = (
    *("stream", "seq", "at", "actor", "actor_label", "action", "object_type", "object_id", "object_label"),
    *("before", "after", "reason", "request_id", "prev_hash"),
)
SEGEL_FORMAT = "zona-segel-1"


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("A journal value may not be a float: its text differs between machines.")
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("A journal key must be text.")
        value = value.values()
    elif not isinstance(value, list | tuple):
        return
    for inner in value:
        _refuse_floats(inner)


def canonical_json(value: Any) -> str:
    """One text for one value: sorted keys, no blanks. Raises TypeError on floats and foreign types."""
    _refuse_floats(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256_text(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def row_hash(row: dict[str, Any]) -> str:
    """The hash that binds this row to the one before it; keys outside FIELDS do not count."""
    return sha256_text(canonical_json({name: row[name] for name in FIELDS}))


@dataclass(frozen=True)
class Fault:
    """The first thing that is wrong with a stream (or with a Segel, when `seq` is 0)."""

    stream: str
    seq: int
    what: str

    def __str__(self) -> str:
        return f"{self.stream} nomor {self.seq}: {self.what}" if self.seq else f"{self.stream}: {self.what}"


@dataclass
class Report:
    rows: int = 0
    streams: int = 0
    seals: int = 0
    faults: list[Fault] = field(default_factory=list)


@dataclass
class _Chain:  # the end of one stream as far as it has been read
    stream: str
    seq: int = 0
    hash: str = ""
    fault: Fault | None = None


Points = dict[str, dict[int, dict[str, str]]]  # stream > seq > hash > where it was published


def read_seals(texts: Iterable[str], report: Report) -> Points:
    """Collect the published heads; a Segel that is damaged or does not follow the one before is a fault."""
    points: Points = {}
    by_date: dict[str, dict[str, str]] = {}  # date > sha256 > sha256 of the Segel before
    for text in texts:
        report.seals += 1
        try:
            seal = json.loads(text)
            by_date.setdefault(seal["date"], {})[sha256_text(text)] = seal["prev"]
            damaged = seal["format"] != SEGEL_FORMAT or canonical_json(seal) != text
            for stream, head in seal["heads"].items():
                names = points.setdefault(stream, {}).setdefault(head["seq"], {})
                names.setdefault(head["hash"], f"Segel {seal['date']}")
        except (ValueError, KeyError, TypeError, AttributeError):
            damaged = True
        if damaged:
            report.faults.append(Fault("Segel", 0, "isi berkas segel rusak atau telah diubah"))
    known = {digest for digests in by_date.values() for digest in digests} | {""}
    for earlier, later in pairwise(sorted(by_date)):
        if any(prev in known and prev not in by_date[earlier] for prev in by_date[later].values()):
            report.faults.append(Fault(f"Segel {later}", 0, f"tidak menyambung dengan segel {earlier}"))
    doubled = (day for day, digests in by_date.items() if len(digests) > 1)
    report.faults += [Fault(f"Segel {day}", 0, "ada dua yang berbeda isinya") for day in doubled]
    return points


def _check_row(chain: _Chain, row: dict[str, Any], sealed: dict[int, dict[str, str]]) -> str:
    """What is wrong with this row as the next one of its chain; empty when nothing is."""
    seq = row["seq"]
    if seq != chain.seq + 1:
        return f"catatan nomor {chain.seq + 1} hilang" if seq > chain.seq else "nomor catatan ganda"
    if row["prev_hash"] != chain.hash:
        return "tidak menyambung dengan catatan sebelumnya"
    try:
        intact = row_hash(row) == row["hash"]
    except TypeError:
        intact = False
    if not intact:
        return "isi catatan telah diubah"
    for digest, name in sealed.get(seq, {}).items():
        if digest != row["hash"]:
            return f"berbeda dari yang diumumkan dalam {name}; rantai telah ditulis ulang"
    return ""


def _check_end(chain: _Chain, head: dict[str, Any] | None, sealed: dict[int, dict[str, str]]) -> Fault | None:
    """Compare the end of a chain with the last published head and with its head row."""
    last_sealed = max(sealed, default=0)
    if last_sealed > chain.seq:
        name = next(iter(sealed[last_sealed].values()))
        return Fault(chain.stream, chain.seq + 1, f"hilang; {name} mencatat sampai nomor {last_sealed}")
    if head is None:
        return Fault(chain.stream, chain.seq, "kepala rantai hilang")
    if head["seq"] > chain.seq:
        return Fault(
            chain.stream, chain.seq + 1, f"hilang; kepala rantai mencatat sampai nomor {head['seq']}"
        )
    if (head["seq"], head["hash"]) != (chain.seq, chain.hash):
        return Fault(chain.stream, chain.seq, "tidak cocok dengan kepala rantai")
    return None


def verify(
    rows: Iterable[dict[str, Any]], heads: dict[str, dict[str, Any]], seals: Iterable[str] = ()
) -> Report:
    """Check every chain. `rows` come ordered by stream and seq; `heads` maps stream to its seq and hash;
    `seals` are texts of Segel. The report names the first bad row of each stream."""
    report = Report()
    points = read_seals(seals, report)
    missing = set(heads) | set(points)
    for stream, chain_rows in groupby(rows, key=itemgetter("stream")):
        report.streams += 1
        missing.discard(stream)
        sealed = points.get(stream, {})
        chain = _Chain(stream)
        for row in chain_rows:
            report.rows += 1
            if chain.fault is None and (what := _check_row(chain, row, sealed)):
                chain.fault = Fault(stream, row["seq"], what)
            chain.seq, chain.hash = row["seq"], row["hash"]
        fault = chain.fault or _check_end(chain, heads.get(stream), sealed)
        report.faults += [fault] if fault else []
    for stream in sorted(missing):
        fault = _check_end(_Chain(stream), heads.get(stream), points.get(stream, {}))
        report.faults += [fault] if fault else []
    return report


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description="Memeriksa keutuhan ekspor jurnal (manage.py export_journal)."
    )
    parser.add_argument("export", type=Path)
    parser.add_argument("--segel", type=Path, action="append", default=[], help="segel yang disimpan di luar")
    options = parser.parse_args(argv)
    seals = [path.read_text("utf-8") for path in options.segel]
    with options.export.open(encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    rows = sorted((i for i in items if i["type"] == "catatan"), key=itemgetter("stream", "seq"))
    heads = {item["stream"]: item for item in items if item["type"] == "rantai"}
    seals += [item["content"] for item in items if item["type"] == "segel"]
    report = verify(rows, heads, seals)
    sys.stdout.writelines(f"RUSAK  {fault}\n" for fault in report.faults)
    verdict = "RUSAK" if report.faults else "UTUH"
    counts = f"{report.rows} catatan, {report.streams} rantai, {report.seals} segel"
    sys.stdout.write(f"{verdict}: {counts} diperiksa.\n")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
