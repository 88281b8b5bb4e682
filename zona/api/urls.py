"""The API's first edition with its description."""

from django.urls import include, path
from drf_spectacular.views import SpectacularSwaggerSplitView

from zona.api.views import SkemaView

app_name = "api"

urlpatterns = [
    path("", include("opd.api.urls")),
    path("", include("evaluasi.api.urls")),
    path("", include("zona.dasbor.api.urls")),
    path("skema/", SkemaView.as_view(), name="skema"),
    path("dokumen/", SpectacularSwaggerSplitView.as_view(url_name="api:skema"), name="dokumen"),
]
