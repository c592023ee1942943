# Everything starts here. `make` or `make help` lists the targets.
PYTHON ?= python3
# Where PyTorch offers its small build without CUDA; `make setup` does without when it does not answer.
TORCH_INDEX := https://download.pytorch.org/whl/cpu
LAB_ARGS ?=
LESSON ?=
GRADE_ARGS ?=
VERSIONS_ARGS ?=
URL =
# nbgrader calls its helper programs by name, so the environment comes first on the path.
RUN := PATH="$(CURDIR)/.venv/bin:$$PATH" .venv/bin/python

.PHONY: help setup lab teach notebooks test test-browser test-versions grade bench prove address
.DEFAULT_GOAL := help

help:  ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 22

setup:  ## the environment, in .venv (PYTHON=python3.12 picks the Python)
	@TORCH_INDEX="$(TORCH_INDEX)" $(PYTHON) scripts/setup.py

lab: setup  ## learn: copy the lessons to work/ and open JupyterLab (LAB_ARGS="--no-browser --port 8888")
	@$(RUN) scripts/lab.py learn $(LAB_ARGS)

teach: setup  ## teach: JupyterLab with formgrader, gradebook and exchange ready
	@$(RUN) scripts/lab.py teach $(LAB_ARGS)

notebooks: setup  ## source/ -> notebooks/ and solutions/, only what changed
	@$(RUN) scripts/notebooks.py

test: setup  ## all tests but those in a browser; then every solution is run and its outputs compared
	@$(RUN) -m ruff check
	@$(RUN) -m mypy
	@$(RUN) -m pytest -n auto --dist loadfile -m "not browser"

test-browser: setup  ## JupyterLab and formgrader in a real Chromium
	@$(RUN) -m pytest -m browser

test-versions:  ## the tests under each promised Python and PyTorch (VERSIONS_ARGS="--only 3.11:2.6.0"; takes long)
	@TORCH_INDEX="$(TORCH_INDEX)" $(PYTHON) scripts/versions.py $(VERSIONS_ARGS)

grade: setup  ## grade what was submitted (LESSON=02_registration, GRADE_ARGS="--force --student ada")
	@test -n "$(LESSON)" || { echo "Say which lesson: make grade LESSON=02_registration"; exit 2; }
	@$(RUN) scripts/lab.py register $(LESSON)
	@$(RUN) -m nbgrader autograde $(LESSON) $(GRADE_ARGS)

bench: setup  ## how long each check takes, and the import
	@$(RUN) scripts/bench.py

prove: setup  ## the answers of tests/answers/ under 200 seeds each (takes long)
	@SEEDS=200 $(RUN) -m pytest -n auto tests/test_answers.py

address:  ## write the address of the public repository into README.md (URL=https://HOST/OWNER/NAME)
	@$(PYTHON) scripts/address.py $(if $(URL),"$$URL")
