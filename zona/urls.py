"""All addresses of the portal: each app brings its own list."""

from django.urls import URLPattern, URLResolver, include, path

from zona import beranda, sehat

urlpatterns: list[URLPattern | URLResolver] = [
    path("", beranda.beranda, name="beranda"),
    path("akun/", include("dasar.akun.urls")),
    path("", include("opd.urls")),
    path("", include("evaluasi.urls")),
    path("sehat/hidup", sehat.hidup, name="sehat_hidup"),
    path("sehat/siap", sehat.siap, name="sehat_siap"),
    path("api/v1/", include("zona.api.urls")),
    path("api/terbuka/", include("zona.publik.api.urls")),
    path("publik/", include("zona.publik.urls")),
    path("cari/", include("zona.cari.urls")),
    path("dasbor/", include("zona.dasbor.urls")),
    path("", include("zona.laporan.urls")),
    path("", include("zona.jejak.urls")),
    path("antarmuka/", include("zona.antarmuka.urls")),
]
