# Postil: `make run` starts it, `make test` checks it. Both prepare what they need, once.
#
# Everything Python goes into .venv, from the locked files in .requirements/. Stamps in .venv say
# what is done, so that nothing is asked of the network when nothing is to do.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input -qq
# A Python of 3.11 or newer: the first that is found, or PYTHON=….
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo $$python; break; fi; done)

# What follows may be given on the command line.
ARGS ?=
TESTS ?=
JOBS ?= 2
UPGRADE ?=

.PHONY: help
help:
	@echo 'make run [ARGS="FILE…"]      start Postil'
	@echo 'make test [TESTS=tests/core]  lint, check the types, run the tests'
	@echo 'make lint                     ruff and mypy only'
	@echo 'make format                   let ruff set the code'
	@echo 'make fresh [ARGS=trixie]      try both commands on new, minimal Debian systems (takes root)'
	@echo 'make faults                   kill, tear, fill and lock libraries, some thousand times'
	@echo 'make interop                  try other programs on exports (Node.js, Java), PostgreSQL on a library'
	@echo 'make bench                    the ratios against the bare thing beneath'
	@echo 'make soak                     run thousands of random commands, and count what is left behind'
	@echo 'make screenshots              draw the pictures of docs/ from the real window'
	@echo 'make docs                     print keys, modules and formats into the documents'
	@echo 'make package                  a program for systems without Python'
	@echo 'make messages                 collect the texts to translate, and list what is missing'
	@echo 'make lock [UPGRADE=1]         write the locked requirements anew'
	@echo 'make clean                    remove all that was made, .venv too'

# -- what a person or a machine does -----------------------------------------------------------

.PHONY: run test lint format fresh faults interop bench soak screenshots docs keys package messages lock clean

run: $(VENV)/.runtime $(VENV)/.translations $(VENV)/.desktop bytecode
	@$(PY) -m reader $(ARGS)

# What the system lacks is told before the linters take their time.
test: $(VENV)/.tests lint
	@$(PY) -m pytest -n $(JOBS) --dist worksteal $(TESTS)

lint: $(VENV)/.development bytecode
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

format: $(VENV)/.development
	@$(PY) -m ruff check --fix-only .
	@$(PY) -m ruff format .

fresh:
	@.ci/fresh-systems $(ARGS)

# What breaks libraries on purpose: in CI a sample of it runs, here all, counted in a table.
FAULTS := $(addprefix tests/,library/test_faults.py library/test_failing_disk.py \
	library/test_power_cuts.py library/test_file_identity.py library/test_repair.py \
	library/test_upgrade.py library/backups/test_backups.py library/backups/test_restoring.py \
	library/test_write_lock.py library/test_remote_folders.py \
	operations/test_killed_changes.py operations/test_killed_notes.py \
	operations/test_killed_rereading.py \
	operations/test_random_walk.py operations/test_model.py operations/test_restore_drill.py \
	operations/test_json_mirror.py commands/test_random_walk.py \
	journeys/test_killed_window.py journeys/test_troubles.py)

faults: $(VENV)/.tests $(VENV)/.development
	@HYPOTHESIS_PROFILE=thorough $(PY) -m pytest -n $(JOBS) --dist worksteal --timeout 3600 $(FAULTS)

# Programs of others, from npm, and PostgreSQL: no part of the tests, which run without either.
interop: $(VENV)/.tests $(VENV)/.development $(VENV)/.interop
	@PYTHONPATH=$(VENV)/interop $(PY) -m tests.interop.shared_library
	@cd tests/interop && npm install --no-audit --no-fund --no-package-lock --ignore-scripts
	@mkdir -p build
	@$(PY) -m tests.interop.sample_export build/interop.json UTF_16
	@node tests/interop/web_annotations.mjs build/interop.json
	@node tests/interop/linked_data.mjs build/interop.json
	@rm -rf build/notes && $(PY) -m tests.interop.sample_notes build/notes
	@node tests/interop/notes.mjs build/notes
	@PYTHONPATH=$(VENV)/interop $(PY) -m tests.interop.books
	@$(PY) -m tests.interop.marked_pdf

bench: $(VENV)/.development $(VENV)/.tests $(VENV)/.peers bytecode
	@$(PY) -m benchmarks $(ARGS)

soak: $(VENV)/.development $(VENV)/.tests bytecode
	@$(PY) -X faulthandler -m benchmarks.soak $(ARGS)

screenshots: $(VENV)/.development $(VENV)/.screenshots
	@$(PY) docs/screenshots.py $(ARGS)

docs keys: $(VENV)/.development
	@$(PY) docs/print_all.py

package: $(VENV)/.package $(VENV)/.translations
	@.ci/package $(VENV)

messages: $(VENV)/.development
	@$(PY) resources/translations/catalogues.py

lock: $(VENV)/.lock
	@set -e; for name in development runtime build package lock bench interop; do \
		case $$name in \
			development) from='pyproject.toml --group dev' ;; \
			runtime) from='pyproject.toml --constraint .requirements/development.txt' ;; \
			*) from="--group $$name --constraint .requirements/development.txt" ;; esac; \
		$(PY) -m uv pip compile $$from --quiet --universal --python-version 3.11 --generate-hashes \
			--custom-compile-command 'make lock' --no-emit-index-url --no-emit-find-links \
			$(if $(UPGRADE),--upgrade) --output-file .requirements/$$name.txt; done

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# -- what they need ------------------------------------------------------------------------------

# A .venv serves the Python and the folder it was made for: where the system has another Python by
# now, or the folder was moved, it is made anew; not where a link leads to it, as in a worktree.
VENV_IS := $(PY) -Ic 'import os, sys; print(*sys.version_info[:2], os.path.realpath(sys.prefix))'
ifneq ($(shell $(VENV_IS) 2>/dev/null),$(shell cat $(VENV)/.python 2>/dev/null))
.PHONY: $(VENV)/.python
endif

$(VENV)/.python:
	@if [ -z "$(PYTHON)" ]; then echo 'Postil needs Python 3.11 or newer.' >&2; exit 1; fi
	@mkdir -p $(VENV) 2>/dev/null && [ -w $(VENV) ] || { \
		echo 'Nothing can be written into $(VENV): make VENV=FOLDER … prepares another folder.' >&2; \
		exit 1; }
	@$(PYTHON) -m venv $(if $(wildcard $@),--clear) $(VENV) || { \
		echo 'Python cannot make a virtual environment. On Debian: sudo apt-get install python3-venv' >&2; \
		exit 1; }
	@$(VENV_IS) >$@

# pip compiles to bytecode what it installs, whatever PYTHONDONTWRITEBYTECODE says: without it the
# window's modules take twice as long to load.
$(VENV)/.runtime: .requirements/runtime.txt .requirements/build.txt pyproject.toml $(VENV)/.python
	@echo 'Installing the locked requirements into $(VENV): some minutes, this once …'
	@$(PIP:-qq=) install --require-hashes -r .requirements/runtime.txt
	@echo 'Installing Postil into $(VENV) …'
	@$(PIP) install --require-hashes -r .requirements/build.txt
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.development: .requirements/development.txt $(VENV)/.runtime
	@echo 'Installing the locked development tools into $(VENV) …'
	@$(PIP) install --require-hashes -r .requirements/development.txt
	@touch $@

# What the extraction is measured beside; without a network it is measured alone. pip 23 cannot work
# out the dependencies of trafilatura, of which the locked file has all.
$(VENV)/.peers: .requirements/bench.txt $(VENV)/.python
	@rm -rf $(VENV)/peers
	@$(PIP) install --require-hashes --no-deps --target $(VENV)/peers -r .requirements/bench.txt \
		&& touch $@ || echo 'The peers of the extraction cannot be installed; it is measured alone.' >&2

$(VENV)/.interop: .requirements/interop.txt $(VENV)/.runtime
	@rm -rf $(VENV)/interop
	@$(PIP) install --require-hashes --no-deps --target $(VENV)/interop -r .requirements/interop.txt
	@touch $@

# Apart from what the program is made of, as it would be packed too.
$(VENV)/.package: .requirements/package.txt $(VENV)/.runtime $(VENV)/.desktop
	@rm -rf $(VENV)/package
	@$(PIP) install --require-hashes --target $(VENV)/package -r .requirements/package.txt
	@touch $@

$(VENV)/.lock: .requirements/lock.txt $(VENV)/.python
	@$(PIP) install --require-hashes -r .requirements/lock.txt
	@touch $@

$(VENV)/.desktop $(VENV)/.tests $(VENV)/.screenshots: .ci/system-packages $(VENV)/.runtime
	@sh .ci/system-packages $(@:$(VENV)/.%=%) $(VENV)
	@touch $@

# Installing compiles the translations; here they may have changed since.
$(VENV)/.translations: $(wildcard resources/translations/*/LC_MESSAGES/postil.po) $(VENV)/.runtime
	@$(PY) resources/translations/catalogues.py compile
	@touch $@

.PHONY: bytecode
bytecode: $(VENV)/.runtime
	@[ ! -w reader ] || $(PY) -m compileall -q reader
