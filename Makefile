# make audit [URL=https://shop.example] [ARGS="--lang ja"]   audit the demo shop, or a shop
# make test                                                  run the tests
# make lint bench accuracy docs clean
VENV ?= .venv
BIN := $(VENV)/bin
export VENV
.DEFAULT_GOAL := help
.PHONY: help setup audit test lint bench accuracy docs clean

help:
	@sed -n '1,/^VENV/{s/^# //p}' Makefile

setup:
	@.ci/setup

# The demo shop is full of seeded flaws: finding them is what is wanted, so they do not make this command fail.
audit: setup
ifdef URL
	@$(BIN)/disputelint audit "$(URL)" -f terminal -f json=report.json -f html=report.html $(ARGS)
else
	@$(BIN)/disputelint demo --fail-on never -f terminal -f json=report.json -f html=report.html $(ARGS)
endif

test: setup
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --dist loadgroup -q $(ARGS)

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python .ci/mypy_counted.py
	@$(BIN)/lint-imports
	@$(BIN)/disputelint rules lint --no-config
	@$(BIN)/disputelint rules coverage --no-config >/dev/null
	@$(BIN)/disputelint rules docs --check --no-config

bench: setup
	@$(BIN)/python -m tests.bench.run $(ARGS)

accuracy: setup
	@$(BIN)/python -m tests.accuracy.run $(if $(CORPUS),--corpus "$(CORPUS)") $(ARGS)

docs: setup
	@$(BIN)/disputelint rules docs --no-config
	@$(BIN)/python docs/draw_report.py $(ARGS)

clean:
	rm -rf $(VENV) build dist src/disputelint.egg-info .pytest_cache .mypy_cache .ruff_cache
