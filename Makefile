# The two commands a newcomer needs: `make setup`, `make run`. `make help` lists the rest.
SHELL := /bin/bash
PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest -q
JOBS ?= auto
export DJANGO_SETTINGS_MODULE = mediation.settings

.PHONY: help setup run test slow browser postgres check messages bench lock diagram \
	ready-test ready-browser ready-postgres

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## Install what the application needs; says what it does, does nothing twice
	@deploy/setup.sh run

run: setup ## Load the sample cases and start the server and the worker on 127.0.0.1:8000
	@deploy/run.sh

ready-test:
	@deploy/setup.sh test

ready-browser:
	@deploy/setup.sh browser

ready-postgres:
	@deploy/setup.sh postgres

test: ready-test ## Run the quick tests, in random order, on SQLite
	$(PYTEST) -n $(JOBS) -m "not slow and not browser"

slow: ready-test ## Run the slow tests: whole scenarios, papers, processes killed
	$(PYTEST) -n $(JOBS) -m "slow and not browser"

browser: ready-browser ## Run the tests that drive a browser
	$(PYTEST) -m browser

postgres: ready-postgres ## Run the quick tests on a private PostgreSQL server
	deploy/with_postgres.sh $(PYTEST) -n $(JOBS) -m "not slow and not browser"

check: ready-test ## Style, types, layers, templates, migrations, translations
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(PYTHON) -m djlint --lint --quiet templates
	DATABASE_URL=sqlite://:memory: $(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTHON) deploy/check_messages.py
	$(PYTHON) deploy/diagram.py --check

messages: ready-test ## Take new strings into the translation files
	$(PYTHON) manage.py makemessages -l zh_Hans --no-obsolete --no-location -i .venv -i var -i tests

bench: ready-postgres ## Measure transitions and list pages on SQLite and on PostgreSQL
	$(PYTHON) -m tests.bench.transitions
	$(PYTHON) -m tests.bench.pages
	PG_DURABLE=1 deploy/with_postgres.sh $(PYTHON) -m tests.bench.transitions
	PG_DURABLE=1 deploy/with_postgres.sh $(PYTHON) -m tests.bench.pages

diagram: ready-test ## Draw the state machine again from the code
	$(PYTHON) deploy/diagram.py

COMPILE = $(PYTHON) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml
lock: ready-test ## Pin the newest allowed dependencies with their hashes
	$(COMPILE) --extra postgresql -o requirements.lock
	$(COMPILE) --extra postgresql --extra dev -c requirements.lock -o requirements-dev.lock
