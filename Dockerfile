# Zona untuk produksi; docker-compose.yml menjalankannya sebagai web, worker, dan beat.
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home zona \
    && install -d -o zona -g zona -m 700 /data

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 ZONA_MODE=produksi ZONA_DATA_DIR=/data
WORKDIR /zona

COPY requirements/prod.txt requirements/prod.txt
RUN python -m pip install --no-cache-dir --require-hashes -r requirements/prod.txt \
    && python -m compileall -q /usr/local/lib/python3.11/site-packages

COPY manage.py gunicorn.conf.py ./
COPY zona zona
COPY evaluasi evaluasi
COPY opd opd
COPY dasar dasar
COPY templates templates
COPY static static

USER zona
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "zona.wsgi", "-b", "0.0.0.0:8000"]
