# `make` says what there is. A target's line is its `##` comment; new ones appear by themselves.

PYTHON ?= python3
BIN := .venv/bin

# A .venv knows its folder by heart: in one that was copied or moved, it is not made yet.
MADE := .venv/made-in-$(firstword $(shell pwd | cksum))

# Nor is it with a Python that does not start, or with another one than is named by hand.
FOUND := $(shell $(BIN)/python -V 2>/dev/null)
ASKED := $(if $(filter file,$(origin PYTHON)),$(FOUND),$(or $(shell $(PYTHON) -V 2>/dev/null),none))
ANEW := $(if $(FOUND),$(if $(filter-out $(FOUND),$(ASKED)),yes),yes)

# What belongs to another project or shell stays out of this one.
unexport PYTHONHOME PYTHONPATH PYTHONSTARTUP PYTEST_ADDOPTS VIRTUAL_ENV

.DEFAULT_GOAL := help

.PHONY: help
help: ## say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(MADE) ## build .venv from requirements.lock, or bring it up to date
	@:

define REFUSE
{ rm -rf .venv; echo "setup: $(PYTHON) is not Python 3.11 or newer that makes virtual environments: install it with" \
    "its venv module (Debian, Ubuntu: apt-get install python3-venv), or name another with PYTHON=/path/to/python" >&2; exit 1; }
endef

# Every file's hash is checked, that of uv itself by pip. What was interrupted has no record newer than its sources.
.PHONY: $(if $(ANEW),$(MADE))
$(MADE): pyproject.toml requirements.lock $(wildcard lib/readytochange/kernelspec/* lib/readytochange/lab/labextension/* lib/readytochange/lab/labextension/*/* lib/readytochange/figures/fonts/*)
	@test -z "$(ANEW)" -a -f $@ || { rm -rf .venv && \
	    { $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' && $(PYTHON) -m venv .venv; } >/dev/null 2>&1 \
	    || $(REFUSE) && echo "setup: made .venv with $$($(BIN)/python -V)" && \
	    awk '/^uv==/ { print; hashes = 1; next } !/^ +--hash/ { hashes = 0 } hashes' requirements.lock >.venv/uv.lock && \
	    $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r .venv/uv.lock; }
	@echo "setup: installing what requirements.lock names"
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: refresh
refresh: setup ## run the notebooks that something changed for into outputs/, and make the pages
	@$(BIN)/readytochange refresh
	@$(BIN)/readytochange render

.PHONY: render
render: setup ## make the pages of outputs/ in outputs/site/
	@$(BIN)/readytochange render

.PHONY: api
api: setup ## make the pages of what an analyst may call, from its docstrings, in outputs/api/
	@$(BIN)/python tools/api.py

.PHONY: pdf
pdf: setup ## print the outputs into outputs/pdf/, through Chromium
	@$(BIN)/readytochange pdf

.PHONY: test
test: setup ## run every test
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

.PHONY: lab
lab: setup ## open working copies of the notebooks in JupyterLab
	@$(BIN)/readytochange lab

.PHONY: app
app: setup ## serve the explorers, a page for each part, on this machine
	@$(BIN)/readytochange app

.PHONY: bench
bench: setup ## measure notebooks, bounds and waves beside other ways, for docs/benchmarks*.md (an hour)
	@$(BIN)/python tools/bench.py
	@$(BIN)/python tools/bench_margins.py
	@$(BIN)/python tools/bench_waves.py

.PHONY: lint
lint: setup ## check style, format, types and who imports whom
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

.PHONY: map
map: setup ## draw the packages anew into docs/architecture.md
	@$(BIN)/python tools/architecture.py

.PHONY: findings
findings: setup ## write the findings of the README from the ledger of claims
	@$(BIN)/python tools/findings.py

.PHONY: lock
lock: ## renew requirements.lock and environment.yml (UPGRADE=1: the newest versions pyproject.toml allows)
	@test -x $(BIN)/uv || $(MAKE) --no-print-directory setup
	@$(BIN)/uv pip compile pyproject.toml --quiet --no-config --universal --python-version 3.11 \
	    --fork-strategy fewest --all-extras --group test --group bench --group docs --group lint --group dev --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
	    $(if $(UPGRADE),--upgrade) --output-file requirements.lock
	@$(BIN)/python tools/environment.py

.PHONY: messages
messages: setup ## bring the catalogues of Italian texts up to date with what code and notebooks say
	@$(BIN)/python tools/messages.py

.PHONY: prose
prose: setup ## record that prose edited in both languages says the same (REVIEWED=1: what was edited in one, too)
	@$(BIN)/python tools/prose.py $(if $(REVIEWED),--reviewed)

.PHONY: clean
clean: ## remove .venv, caches, built pages and PDFs; data/ and the rest of outputs/ stay
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis outputs/site outputs/single outputs/pdf outputs/api
	find lib notebooks tests tools -depth \( -name __pycache__ -o -name .ipynb_checkpoints \) -exec rm -rf {} +
