# FRAPPE=16 builds on version-16 instead of version-15.
FRAPPE ?= 15
PYTHON ?= python3
BENCH = $(PYTHON) -m tools.bench --frappe $(FRAPPE)

.PHONY: demo test soak stop clean lint

demo test soak stop clean lint:
	@$(BENCH) $@
