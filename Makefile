# Everything a person does with this repository. `make` alone lists it.

# The Python that makes .venv: the first here that is new enough. Choose another with `make setup PYTHON=/path/to/python3`.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check -qq install
COMPILE := $(BIN)/uv pip compile -q --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --no-header --no-annotate $(if $(UPGRADE),--upgrade) pyproject.toml

# Tests of the packages that know no Django: they run where Django cannot be imported.
CORE := $(wildcard $(addprefix tests/,measures intake rating claims regime documents methodology engine))
# What runs once, on SQLite: what no database has a part in (the house, refused files, tables recounted from workbooks,
# planted sentences, a folder that is no installation), the
# browser, and what takes minutes. On PostgreSQL each action and query is tested again, each page is rendered as everybody
# who may see it sees it (test_query_counts).
ONCE := tests/house tests/backends tests/config tests/demo tests/e2e tests/faults/test_large_uploads.py \
	tests/faults/test_worker.py \
	tests/importing/test_ten_thousand.py tests/returns/test_recount.py tests/newsroom/test_planted.py \
	tests/cli/test_installation.py tests/cli/test_comparing.py \
	$(filter-out tests/portal/test_query_counts.py,$(wildcard tests/portal/test_*.py))
# What takes so long that `make everything` alone runs it.
RARE := tests/backends/test_demonstration.py
# The files in their order, so that those of the browser, few tests but long ones, do not all come last. The tests' tables
# are made straight from the models, which `make check` holds equal to the migrations; installations that tests make, and
# the browser's, migrate as any other.
SIDE_BY_SIDE := -n 2 --dist loadfile --no-loadscope-reorder --no-migrations
KEYS := $(wildcard src/zonebook/config/setup.py)

export DJANGO_SETTINGS_MODULE = zonebook.config.settings
.DEFAULT_GOAL := help
.PHONY: help setup demo serve test check core book everything postgres bench bench-rating lock natasha peers spark
.SILENT:

help: ## list the commands
	awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/prepared ## make .venv with the locked dependencies, ready to run

.venv/installed: requirements-dev.lock pyproject.toml
	test -n "$(PYTHON)" || { echo "Zonebook needs Python 3.11 or later; none found. Try: make setup PYTHON=/path/to/python3" >&2; exit 2; }
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Zonebook needs Python 3.11 or later, and $(PYTHON) is $$($(PYTHON) --version 2>&1)" >&2; exit 2; }
	echo "setup: installing the locked dependencies into .venv"
	test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	$(PIP) --no-compile --require-hashes -r requirements-dev.lock
	$(BIN)/python -m compileall -q -j 0 .venv/lib > .venv/compiled.txt || true  # a package's templates are no Python
	$(PIP) --no-deps --no-build-isolation -e .
	touch $@

.venv/prepared: .venv/installed $(KEYS) $(shell find src -name '*.po')
	$(if $(KEYS),echo "setup: preparing keys and translations" && $(BIN)/python -m zonebook.config.setup)
	touch $@

demo: setup ## make the demonstration book, check two articles against it, serve it (SERVE=0: do not serve)
	$(BIN)/zonebook demo $(if $(filter 0,$(SERVE)),--no-serve)

serve: setup ## run the web server on 127.0.0.1:8000
	$(BIN)/zonebook serve

test: check core book postgres ## run the checks and every test, those of the book on both databases

book: setup ## run the tests of the book, the pages and the house, on SQLite
	echo "tests: the book, the pages, the house, on SQLite"
	$(BIN)/python -m pytest -q $(SIDE_BY_SIDE) tests $(addprefix --ignore=,$(CORE) $(RARE))

postgres: setup ## run the tests of the book and the pages again, on a PostgreSQL server of their own
	echo "tests: the book and the pages, on PostgreSQL"
	$(BIN)/python -m tests.backends $(BIN)/python -m pytest -q $(SIDE_BY_SIDE) tests $(addprefix --ignore=,$(CORE) $(ONCE))

everything: test ## as test, and then every test of the book on PostgreSQL that test runs on SQLite alone
	$(BIN)/python -m pytest -q $(RARE)
	$(BIN)/python -m tests.backends $(BIN)/python -m pytest -q $(SIDE_BY_SIDE) $(filter-out tests/house tests/backends tests/config,$(ONCE))

core: setup ## run the tests of the core, where Django cannot be imported
	echo "tests: the core, without Django"
	$(BIN)/python -m pytest -q -n 2 --dist worksteal -p no:django -p tests.house.without_django $(CORE)

check: setup ## hold the code against the house rules: format, lint, types, imports, settings, migrations
	echo "format: as ruff would write it"
	$(BIN)/ruff format -q --check --output-format concise .
	echo "lint: style, complexity, known traps"
	$(BIN)/ruff check -q --output-format concise .
	echo "types: the core, strictly"
	$(BIN)/mypy --no-error-summary
	echo "imports: layers and owners"
	$(BIN)/lint-imports --no-logo > .venv/imports.txt 2>&1 || { cat .venv/imports.txt; exit 1; }
	echo "settings: django's own check"
	$(BIN)/python -m django check --fail-level WARNING > .venv/settings.txt 2>&1 || { cat .venv/settings.txt; exit 1; }
	echo "migrations: none missing"
	$(BIN)/python -m django makemigrations --check --dry-run > .venv/migrations.txt 2>&1 || { cat .venv/migrations.txt; exit 1; }

bench: peers natasha ## run every benchmark in bench/, one after another
	set -e; for script in $(filter-out bench/_%,$(wildcard bench/*.py)); do echo "bench: $$script"; $(BIN)/python $$script; done

bench-rating: peers ## rank intervals beside others who rank zones
	set -e; for script in speed agreement extremes; do $(BIN)/python bench/rating_$$script.py; done

peers: setup ## add the packages to .venv that ours is held against
	echo "peers: installing"
	$(PIP) --require-hashes -r requirements-peers.lock

natasha: setup ## make .venv-natasha with the reader of Russian that ours is held against
	echo "natasha: installing"
	test -x .venv-natasha/bin/pip || $(BIN)/python -m venv .venv-natasha
	.venv-natasha/bin/pip --disable-pip-version-check -qq install --require-hashes -r requirements-natasha.lock

spark: setup ## add Spark to .venv (needs Java 17 to run)
	echo "spark: installing"
	$(PIP) --require-hashes -r requirements-spark.lock

lock: setup ## write the locks anew after a change of pyproject.toml (UPGRADE=1: take the newest versions)
	$(COMPILE) --extra postgres -o requirements.lock
	$(COMPILE) -c requirements.lock --extra postgres --extra dev -o requirements-dev.lock
	$(COMPILE) -c requirements-dev.lock --extra postgres --extra dev --extra spark -o requirements-spark.lock
	$(COMPILE) -c requirements-dev.lock --extra postgres --extra dev --extra peers -o requirements-peers.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate $(if $(UPGRADE),--upgrade) bench/natasha.in -o requirements-natasha.lock
