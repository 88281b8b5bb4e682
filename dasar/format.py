"""How figures, dates and sizes are written in Bahasa Indonesia.

Pure functions of plain values, made once in Python (views, documents, messages) instead of by a locale filter in
each table cell. Times are shown in the city's zone. Nothing to show is a dash.
"""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

NOTHING = "–"
MINUS = "−"
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def awal_kecil(words: str) -> str:
    """`disetujui TPI`: a label as it stands within a sentence; abbreviations stay as they are."""
    return words[:1].lower() + words[1:]


def angka(value: Decimal | int | None, places: int | None = None) -> str:
    """`1.234,57`: a number rounded half-up to `places` decimals; without `places` all digits it has."""
    if value is None:
        return NOTHING
    number = Decimal(value)
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{abs(number):,f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"{MINUS}{text}" if number < 0 else text


def persen(value: Decimal | int | None, places: int = 0) -> str:
    """`86,2%`: `value` is already in percent (0 to 100)."""
    return NOTHING if value is None else f"{angka(value, places)}%"


def bagian(part: int, whole: int, places: int = 0) -> str:
    """The share of `part` in `whole` as percent; a dash when there is no whole."""
    return persen(Decimal(part) * 100 / Decimal(whole), places) if whole else NOTHING


def local(value: date | datetime) -> date | datetime:
    """A moment in the city's zone; a plain date stays what it is."""
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def tanggal(value: date | datetime | None) -> str:
    """`22 Oktober 2020`."""
    if value is None:
        return NOTHING
    day = local(value)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def tanggal_pendek(value: date | datetime | None) -> str:
    """`22 Okt 2020`, for narrow table columns."""
    if value is None:
        return NOTHING
    day = local(value)
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def hari_tanggal(value: date | datetime | None) -> str:
    """`Kamis, 22 Oktober 2020`, as a letter writes it."""
    if value is None:
        return NOTHING
    return f"{DAYS[local(value).weekday()]}, {tanggal(value)}"


def waktu(value: datetime | None) -> str:
    """`14.30 WIB`: the hour in the city's zone, with the name of that zone."""
    if value is None:
        return NOTHING
    return timezone.localtime(value).strftime("%H.%M %Z")


def tanggal_waktu(value: datetime | None) -> str:
    """`22 Oktober 2020 pukul 14.30 WIB`."""
    return NOTHING if value is None else f"{tanggal(value)} pukul {waktu(value)}"


def rentang(start: date, end: date) -> str:
    """`3–5 Desember 2023`; parts that both ends share are written once."""
    if start == end:
        return tanggal(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{tanggal(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} – {tanggal(end)}"
    return f"{tanggal(start)} – {tanggal(end)}"


def relatif(value: date | datetime | None, now: datetime | None = None) -> str:
    """`3 jam lalu`, `kemarin`, `12 hari lagi`; beyond 30 days the date itself."""
    if value is None:
        return NOTHING
    now = timezone.localtime(now)
    if isinstance(value, datetime):
        gap = now - value
        if timedelta(0) <= gap < timedelta(minutes=1):
            return "baru saja"
        if timedelta(0) <= gap < timedelta(hours=1):
            return f"{gap.seconds // 60} menit lalu"
        if timedelta(0) <= gap < timedelta(hours=12):
            return f"{gap.seconds // 3600} jam lalu"
        value = timezone.localtime(value).date()
    return _relative_day((now.date() - value).days, value)


def _relative_day(days: int, value: date) -> str:
    near = {0: "hari ini", 1: "kemarin", -1: "besok"}
    if days in near:
        return near[days]
    if abs(days) > 30:
        return tanggal(value)
    return f"{days} hari lalu" if days > 0 else f"{-days} hari lagi"


def ukuran(size: int | None) -> str:
    """`1,2 MB`: the size of a file, in thousands as people's phones show it."""
    if size is None:
        return NOTHING
    number = Decimal(size)
    for unit in ("B", "kB", "MB"):
        if number < 1000:
            return f"{angka(number, 0 if unit == 'B' or number >= 10 else 1)} {unit}"
        number /= 1000
    return f"{angka(number, 1)} GB"
