# A thin wrapper: every job lives in make.py, so `python make.py book` does the same where there is no make.
#
#   make collect CLASS=~/classes/2026 ASSIGNMENT=01-neurons FROM=moodle.zip
#   make grade CLASS=~/classes/2026 ASSIGNMENT=01-neurons
#   make check EX=01-neurons FILE=neurons.ipynb
#   make serve PORT=8001
#   make release ARGS="--only 01-neurons"        ARGS goes to the job unchanged

# The first Python on this machine that is new enough; `make PYTHON=/path/to/python book` overrides it.
NEW_ENOUGH = -c 'import sys; sys.exit(sys.version_info < (3, 11))'
ifndef PYTHON
PYTHON := $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
    if "$$p" $(NEW_ENOUGH) >/dev/null 2>&1; then echo "$$p"; exit; fi; done; \
    command -v python3 || command -v python)
endif
ifeq ($(strip $(PYTHON)),)
$(error This course needs Python 3.11 or newer, but found none: get it from https://www.python.org/downloads/ or your system's packages)
endif

JOBS := book serve test test-all lint release check collect grade demo bench bench-grading clean
OPTIONS_serve = $(if $(PORT),--port "$(PORT)")
OPTIONS_check = $(if $(EX),--exercise "$(EX)") $(if $(FILE),"$(FILE)")
OPTIONS_collect = $(if $(CLASS),--class "$(CLASS)") $(if $(ASSIGNMENT),--assignment "$(ASSIGNMENT)") \
    $(if $(FROM),--from "$(FROM)")
OPTIONS_grade = $(if $(CLASS),--class "$(CLASS)") $(if $(ASSIGNMENT),--assignment "$(ASSIGNMENT)")

.PHONY: help $(JOBS)

help:
	@"$(PYTHON)" make.py

$(JOBS):
	@"$(PYTHON)" make.py $@ $(OPTIONS_$@) $(ARGS)
