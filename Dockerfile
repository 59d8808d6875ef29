# Thalweg as one image: needs no network at run time, no write access but /tmp, and no rights. See README.md, "Docker".

FROM python:3.13-slim AS build
WORKDIR /build
COPY constraints.txt pyproject.toml README.md LICENSE ./
COPY app app
COPY static static
COPY templates templates
RUN python3 -m venv /opt/thalweg \
 && /opt/thalweg/bin/python -m pip install --quiet --no-cache-dir --no-compile -c constraints.txt . \
 && /opt/thalweg/bin/python -m pip uninstall --quiet --yes pip \
 && find /opt/thalweg/lib -type d -name tests -prune -exec rm -rf {} + \
 && python3 -m compileall -q -j 0 --invalidation-mode unchecked-hash -x 'plotly/(graph_objs|validators)' /opt/thalweg

FROM python:3.13-slim
COPY --from=build /opt/thalweg /opt/thalweg
ENV PATH=/opt/thalweg/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    THALWEG_DATA_FOLDER=/data
WORKDIR /opt/thalweg
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
  CMD ["python", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["thalweg"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
