"""How gunicorn serves the portal; an address is given by -b."""

from pathlib import Path

worker_class = "gthread"
workers = 2
threads = 4
preload_app = True  # one import for all workers: quicker start, shared memory
timeout = 60
graceful_timeout = 10
max_requests = 5_000
max_requests_jitter = 500
loglevel = "warning"
if Path("/dev/shm").is_dir():  # noqa: S108  # the heartbeat file must not wait for a slow disk
    worker_tmp_dir = "/dev/shm"  # noqa: S108
