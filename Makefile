# make run     the system with the demonstration district at http://127.0.0.1:8000
# make test    all tests: SQLite, PostgreSQL, browser
# make check   what CI runs: format, lint, types, contracts, migrations, words, size, tests
# make bench   ratios against raw baselines, measured in one run

.PHONY: run test check bench lock format words wheel environment development
PYTHON ?= python3
# requirements-engines.lock adds Spark and ClickHouse, on which the figures are tested as well
LOCK ?= requirements-dev.lock
BIN := .venv/bin
export PYTHON

run: environment words
	@GONGFU_DEMO=1 $(BIN)/gongfu serve

environment:
	@scripts/environment.sh requirements.lock

development:
	@scripts/environment.sh $(LOCK)

words:
	@$(BIN)/python -m gongfu.site.words

test: development words
	@scripts/test.sh

check: development words
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	GONGFU_DATA_DIR=$$(mktemp -d) $(BIN)/python -m django makemigrations --check --settings gongfu.site.settings
	$(BIN)/python -m gongfu.site.words check
	$(BIN)/python scripts/style_metrics.py src/gongfu
	@scripts/test.sh

bench: development
	@$(BIN)/python -m bench

format: development
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .

lock: development
	@scripts/lock.sh

wheel: development words
	@$(BIN)/uv build --quiet --wheel --no-build-isolation --out-dir dist
