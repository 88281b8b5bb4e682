"""Closed lists of what the city publishes."""

from django.db.models import TextChoices


class Lisensi(TextChoices):
    """Under which licence the open data may be used again."""

    CC_BY = "CC-BY-4.0", "CC BY 4.0: boleh dipakai siapa pun dengan menyebut sumber"
    CC0 = "CC0-1.0", "CC0 1.0: boleh dipakai siapa pun tanpa syarat"


LICENCE_URLS = {
    Lisensi.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.id",
    Lisensi.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.id",
}
