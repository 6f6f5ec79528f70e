# One command per wish. `make` alone lists them.
# Needs GNU make 3.81 or newer and Python 3.11 or newer; works on Linux and macOS.
# On Windows see README.md (conda).

PORT ?= 8866
HOST ?= 127.0.0.1
WORKERS ?= 2

BIN := .venv/bin
PYTHON := $(BIN)/python
PIP := $(PYTHON) -m pip --disable-pip-version-check --quiet
APP_STAMP := .venv/.app-stamp
DEV_STAMP := .venv/.dev-stamp

.PHONY: help app lab deck test lint test-python test-browser test-notebooks test-deploy \
	notebooks lock bench static clean
.DEFAULT_GOAL := help

help: ## list the commands
	@echo "Commands of this repository:"
	@sed -n 's/^\([a-z][a-z-]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | \
	  awk -F'|' '{ printf "%-22s %s\n", $$1, $$2 }'

# --- for learners -------------------------------------------------------------------------

app: $(APP_STAMP) ## open the course as pages in your browser (PORT=8866 HOST=127.0.0.1)
	@exec $(PYTHON) -m sij.app --host "$(HOST)" --port "$(PORT)"

lab: $(APP_STAMP) ## open the notebooks in JupyterLab, to look and change
	@exec $(PYTHON) -m jupyter lab --LabApp.default_url=/lab/tree/notebooks

static: $(APP_STAMP) ## write the course as plain web pages into site/
	@$(PYTHON) -m sij.app static --output site || { \
	  echo "The pages were not written: read the message above, mend it, and run 'make static' again." >&2; exit 1; }

deck: $(APP_STAMP) ## write the course's cards for Anki into build/
	@$(PYTHON) -m sij.learn.deck build/a-pain-in-the-butt.apkg || { \
	  echo "The cards were not written: read the message above, mend it, and run 'make deck' again." >&2; exit 1; }

# --- for maintainers ----------------------------------------------------------------------

test: lint test-python test-browser test-notebooks ## everything that must be true (about half an hour)
	@echo "All tests passed."

lint: $(DEV_STAMP) ## style and types
	@$(BIN)/ruff check . || { \
	  echo "Style: run '.venv/bin/ruff check --fix .', then mend what it still lists." >&2; exit 1; }
	@$(BIN)/ruff format --check . || { \
	  echo "Format: run '.venv/bin/ruff format .' and commit the result." >&2; exit 1; }
	@$(BIN)/mypy || { \
	  echo "Types: mend the lines that mypy lists above." >&2; exit 1; }

test-python: $(DEV_STAMP) ## the tests that need no browser
	@$(PYTHON) -m pytest -n $(WORKERS) --dist loadfile -m "not browser and not deploy" tests || { \
	  echo "A test failed: read the first FAILED line above; 'make test-python' runs these again." >&2; exit 1; }

test-browser: $(DEV_STAMP) ## the tests in a real Chromium
	@$(PYTHON) -m pytest -n $(WORKERS) --dist loadfile -m "browser and not deploy" tests; code=$$?; \
	  if [ $$code -eq 5 ]; then echo "There are no browser tests yet."; exit 0; fi; \
	  [ $$code -eq 0 ] || { \
	  echo "A browser test failed: read the first FAILED line above; if no Chromium was found, install it." >&2; exit 1; }

test-notebooks: $(DEV_STAMP) ## run every notebook and compare with its stored outputs
	@if [ -z "`find notebooks exercises -name '*.ipynb' -not -path '*/.*'`" ]; then \
	  echo "There are no notebooks yet."; exit 0; fi; \
	$(PYTHON) tools/exercises.py --check || exit 1; \
	$(PYTHON) tools/notebooks.py --check-form || exit 1; \
	$(PYTHON) -m pytest --nbval --nbval-current-env --nbval-cell-timeout 120 \
	  -p no:cacheprovider -n $(WORKERS) --dist loadfile notebooks exercises || { \
	  echo "A notebook shows something else than it stores: run 'make notebooks' and look at the difference." >&2; exit 1; }

test-deploy: $(DEV_STAMP) ## the class-size serving set-ups (needs what deploy/README.md lists)
	@$(PYTHON) -m pytest -m deploy tests; code=$$?; \
	  if [ $$code -eq 5 ]; then echo "There are no deploy tests yet."; exit 0; fi; exit $$code

notebooks: $(DEV_STAMP) ## run every notebook and store its outputs, byte for byte the same each time
	@$(PYTHON) tools/exercises.py
	@$(PYTHON) tools/notebooks.py

lock: $(DEV_STAMP) ## renew the pinned packages and environment.yml
	@$(PYTHON) tools/lock.py

bench: $(DEV_STAMP) ## measure speed, weight and memory against the stated budgets
	@if [ ! -f bench/run.py ]; then echo "There are no measurements yet." >&2; exit 1; fi; \
	$(PYTHON) bench/run.py

clean: ## remove the environment and everything that commands built
	rm -rf .venv build dist site .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- set-up: done once, again only when a lock file changes ---------------------------------

$(PYTHON):
	@found=""; for name in python3.14 python3.13 python3.12 python3.11 python3; do \
	  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    found="$$name"; break; fi; done; \
	if [ -z "$$found" ]; then \
	  echo "Python 3.11 or newer was not found: install it from python.org or your package manager, then try again." >&2; exit 1; fi; \
	if ! "$$found" -c 'import venv, ensurepip' >/dev/null 2>&1; then \
	  echo "This Python cannot make environments: install its venv module (on Debian or Ubuntu: sudo apt install python3-venv), then try again." >&2; exit 1; fi; \
	echo "Setting up .venv with $$found (once; it takes a minute or two) ..."; \
	"$$found" -m venv .venv || { rm -rf .venv; \
	  echo "The environment .venv could not be made: check that this folder can be written to." >&2; exit 1; }

$(APP_STAMP): requirements.lock pyproject.toml | $(PYTHON)
	@echo "Installing the pinned packages ..."
	@$(PIP) install --require-hashes -r requirements.lock || { \
	  echo "The packages could not be installed: check the network connection and run the command again." >&2; exit 1; }
	@$(PIP) install --no-deps --no-build-isolation --editable . || { \
	  echo "The course package could not be installed: read the message above and run the command again." >&2; exit 1; }
	@touch $@

$(DEV_STAMP): requirements-dev.lock $(APP_STAMP) | $(PYTHON)
	@echo "Installing the maintainers' packages ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock || { \
	  echo "The packages could not be installed: check the network connection and run the command again." >&2; exit 1; }
	@touch $@
