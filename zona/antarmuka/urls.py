from django.urls import path

from zona.antarmuka import views

app_name = "antarmuka"
urlpatterns = [
    path("", views.galeri, name="galeri"),
    path("tema/", views.pilih_tema, name="tema"),
    path("lambang", views.lambang, name="lambang"),
    path("kota-<str:palette>.css", views.kota_css, name="kota_css"),
]
