"""What beat sends, and when (times are in the city's zone); how the queue behaves when it is away."""

from celery.schedules import crontab

SCHEDULE = {
    "detak": {"task": "zona.tasks.record_heartbeat", "schedule": 30, "options": {"expires": 25}},
    "segel-jurnal": {"task": "dasar.jurnal.tasks.make_daily_segel", "schedule": crontab(hour=0, minute=10)},
    "bersihkan-unggahan": {"task": "dasar.berkas.tasks.clean_uploads", "schedule": crontab(minute=25)},
    "bersihkan-gambar-halaman": {
        "task": "dasar.berkas.tasks.clean_pages",
        "schedule": crontab(hour=2, minute=40),
    },
    "pindai-berkas": {"task": "dasar.berkas.tasks.scan_files", "schedule": crontab(minute="*/10")},
    "ringkasan-bulanan": {"task": "zona.laporan.tasks.make_monthly", "schedule": crontab(hour=6, minute=5)},
    "sapu-pekerjaan": {"task": "dasar.pekerjaan.tasks.sweep", "schedule": 60, "options": {"expires": 55}},
}

# A broker that is down costs a request milliseconds, not seconds: the row of the job is kept and sent again later.
# A message that a killed worker held comes back after 15 minutes (the sweeper is faster; this is for other tasks).
FAIL_FAST = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "socket_connect_timeout": 1,
    "visibility_timeout": 900,
}
