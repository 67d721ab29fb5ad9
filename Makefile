# Werkspur: each target is one command. Only python3 and make are needed; the rest goes into .venv and node_modules.
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(PYTHON) requirements/install.py
CLEAN := env -u PYTHONDONTWRITEBYTECODE -u DATABASE_URL -u DB -u WERKSPUR_MODE -u WERKSPUR_HOSTS -u WERKSPUR_SMTP_URL
PRODUCTION := WERKSPUR_MODE=production WERKSPUR_HOSTS=werkspur.example WERKSPUR_DATA=.venv/lint
COMPILE := uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header

ARCHITECTURE := tests/test_architecture.py
# one more than two cores: while a worker waits for the browser, the database or a process, another one computes
WORKERS := -n 3 --dist worksteal
# what the gate has seen in the same call is not run again
SEEN := $(if $(filter lint,$(MAKECMDGOALS)),--ignore=$(ARCHITECTURE))

.PHONY: run test lint fix bench bench-find bench-facts bench-advice docs lock

run: .venv/.run .venv/.package node_modules/.stamp  ## open the house: http://127.0.0.1:8000/
	@$(BIN)/werkspur start --after 3

test: .venv/.test .venv/.package node_modules/.stamp  ## the whole suite, on SQLite and on PostgreSQL
	@$(INSTALL) chromium
	@echo "Alle Tests auf SQLite …"
	@$(CLEAN) $(BIN)/pytest $(WORKERS) $(SEEN)
	@echo "Alle Tests auf PostgreSQL …"
	@$(CLEAN) DB=postgresql $(BIN)/pytest $(WORKERS)

lint: .venv/.test .venv/.package node_modules/.stamp  ## the one gate: style, types, layers, sizes, migrations, settings
	@$(MAKE) --no-print-directory -j 2 $(GATE)

GATE := lint-types lint-style lint-layers lint-settings lint-architecture
.PHONY: $(GATE)
lint-types:
	$(BIN)/mypy werkspur
lint-style:
	$(BIN)/ruff check
	$(BIN)/ruff format --check
lint-layers:
	$(BIN)/lint-imports
lint-settings:
	$(CLEAN) WERKSPUR_DATA=.venv/lint $(BIN)/werkspur makemigrations --check --dry-run
	$(CLEAN) $(PRODUCTION) $(BIN)/werkspur check --deploy --fail-level WARNING
lint-architecture:
	$(CLEAN) $(BIN)/pytest -q $(ARCHITECTURE)

fix: .venv/.test  ## repair what a machine can repair
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench:  ## measure finding against its peers on a small register, print the tables
	@$(MAKE) --no-print-directory bench-find N=100000

bench-find: .venv/.bench .venv/.package node_modules/.stamp  ## the same for N=1000000 or N=10000000 marks
	$(CLEAN) $(BIN)/python benchmarks/find/run.py --n $(or $(N),1000000) $(MORE)

bench-facts: .venv/.bench .venv/.package node_modules/.stamp  ## public pages of figures beside Datasette; PKS=folder of the BKA tables
	$(CLEAN) $(BIN)/python benchmarks/facts/run.py $(if $(PKS),--pks $(PKS)) $(MORE)

bench-advice: .venv/.bench .venv/.package node_modules/.stamp  ## a year of appointments beside a small house, and 200 who book at once
	$(CLEAN) $(BIN)/python benchmarks/advice/run.py $(MORE)

docs: .venv/.test .venv/.package node_modules/.stamp  ## take the pictures of the documentation anew
	$(CLEAN) $(BIN)/python docs/pictures.py

lock:  ## newest versions within pyproject.toml into the lock files (needs uv)
	$(COMPILE) --upgrade pyproject.toml -o requirements/run.lock
	$(COMPILE) --upgrade pyproject.toml --extra test -c requirements/run.lock -o requirements/test.lock
	$(COMPILE) --upgrade pyproject.toml --extra test --extra bench -c requirements/test.lock -o requirements/bench.lock
	$(COMPILE) --upgrade requirements/node.in -o requirements/node.lock
	npm install --package-lock-only

.venv/.environment:
	@echo "1/7 Umgebung …"
	@$(INSTALL) environment
	@touch $@

.venv/.run: requirements/run.lock | .venv/.environment
	@echo "2/7 Pakete (beim ersten Mal etwa eine Minute) …"
	@$(INSTALL) packages run
	@touch $@

.venv/.test: requirements/test.lock | .venv/.environment
	@echo "2/7 Pakete mit Werkzeug (beim ersten Mal etwa eine Minute) …"
	@$(INSTALL) packages test
	@touch $@ .venv/.run

.venv/.bench: requirements/bench.lock | .venv/.test
	@echo "Pakete zum Messen …"
	@$(INSTALL) packages bench
	@touch $@

.venv/.package: pyproject.toml | .venv/.environment
	@$(INSTALL) package
	@touch $@

node_modules/.stamp: package-lock.json requirements/node.lock | .venv/.environment
	@echo "3/7 Oberfläche …"
	@$(INSTALL) frontend
	@touch $@
