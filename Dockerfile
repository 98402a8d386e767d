# Two images: `cpu` (piper, espeak; the default) and `cuda` (vits and xtts besides).
#   docker build --target cpu -t declaim-cpu:0.1.0 .
#   docker build --target cuda -t declaim-cuda:0.1.0 .
# Everything is in them: nothing is downloaded when they start.

FROM python:3.11-slim-bookworm AS packages
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements/serve.txt requirements/
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements/serve.txt
# What asks a Triton server is 3 MB.
COPY requirements/triton-client.txt requirements/
RUN --mount=type=cache,target=/root/.cache/pip pip install --no-deps -r requirements/triton-client.txt
COPY client client
RUN --mount=type=cache,target=/root/.cache/pip pip install --no-deps ./client

# PyPI's torch is for CUDA and brings its libraries; of the rest of CUDA only the driver is needed, which the node has.
FROM packages AS packages-cuda
COPY requirements/torch.txt requirements/
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements/torch.txt
RUN --mount=type=cache,target=/root/.cache/pip pip install --no-deps torchaudio==2.11.0 torchcodec==0.15.0

FROM python:3.11-slim-bookworm AS server
# wget: the health check of Compose.
RUN apt-get update && apt-get install --yes --no-install-recommends wget && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 1000 --create-home --home-dir /home/declaim declaim \
 && install --directory --owner=1000 --group=1000 /var/lib/declaim /var/lib/declaim/voices /var/lib/declaim/clips
WORKDIR /app
COPY cache cache
COPY models models
COPY pipeline pipeline
COPY deployments deployments
COPY serve_config.yaml LICENSE ./
# Ray's workers import deployments.app by name, whichever folder they start in.
ENV PATH=/opt/venv/bin:$PATH PYTHONPATH=/app PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 DECLAIM_HOME=/var/lib/declaim
USER 1000:1000
EXPOSE 8000
CMD ["python", "-m", "deployments"]

FROM server AS cuda
USER root
# Some kernels are compiled when an engine starts; coqui reads phonemes with espeak-ng.
RUN apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev espeak-ng && rm -rf /var/lib/apt/lists/*
USER 1000:1000
ENV NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility
COPY --from=packages-cuda /opt/venv /opt/venv

FROM server AS cpu
COPY --from=packages /opt/venv /opt/venv
