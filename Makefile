# inbeeld.  make demo and make check do everything on a fresh Debian 12 machine; `make help` lists the rest.

VERSION := 0.1.0
PREFIX ?= /usr/local
DESTDIR ?=
CC = gcc
B := build

WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wmissing-prototypes -Wno-missing-field-initializers
OPTIMISE := -O2 -g
# No fused multiply-add: the same input gives the same bits on every machine.
CFLAGS ?=
PKG := glib-2.0 gio-2.0 pangocairo pangoft2 gsl sqlite3 json-glib-1.0 nettle libqpdf libcmark
PKG_CFLAGS = $(shell pkg-config --cflags $(PKG))
PKG_LIBS = $(shell pkg-config --libs $(PKG)) -lcsv -lglpk -lxlsxwriter -lm
ALL_CFLAGS = -std=gnu11 -ffp-contract=off -I. -I$(B)/gen $(WARNINGS) $(OPTIMISE) $(SANITIZE) $(PKG_CFLAGS) $(CFLAGS) \
	-DINBEELD_VERSION='"$(VERSION)"' -DINBEELD_DATADIR='"$(PREFIX)/share/inbeeld"'

STAGES := core ingest stats report
LIB_SRC := $(foreach d,$(STAGES),$(wildcard $(d)/*.c $(d)/*/*.c))
CLI_SRC := $(wildcard cli/*.c)
LIB_OBJ := $(LIB_SRC:%.c=$(B)/obj/%.o)
CLI_OBJ := $(CLI_SRC:%.c=$(B)/obj/%.o)
# Files that core compiles in: the schemas of the two databases.
RESOURCES := $(wildcard core/schema/*.sql)

TEST_DIRS := core ingest stats report cli
TEST_SRC := $(wildcard tests/support/*.c)
TEST_PROGRAMS := $(foreach d,$(TEST_DIRS),$(if $(wildcard tests/$(d)/test_*.c tests/$(d)/*/test_*.c),$(B)/tests/$(d)))

.PHONY: all build demo readme check check-layout check-numbers lint bench verify-pdf calibrate tiles fuzz fuzz-programs check-asan check-clang clang-programs check-valgrind clean install help packages-build packages-lint \
	packages-memory packages-bench run-tests run-demo
.DELETE_ON_ERROR:
.SECONDARY:

all: packages-build
	@$(MAKE) --no-print-directory build

build: $(B)/inbeeld

help:
	@printf '%s\n' \
	'make              build/inbeeld' \
	'make demo         the whole pipeline on data-samples, to PDFs and open data in out/' \
	'make check        all tests' \
	'make lint         format, forbidden functions, function length, order of dependence, static analysis' \
	'make check-layout   no page of any report about any area has a text over another, outside the margins or cut' \
	'make check-numbers   every number on every page of out/ is in the data beside it' \
	'make check-asan   the tests under address and undefined-behaviour sanitizers' \
	'make check-clang   program and tests built by clang, every warning an error' \
	'make check-valgrind   the tests under valgrind' \
	'make verify-pdf   every PDF of make demo by veraPDF: PDF/UA-1 and PDF/A-2a' \
	'make calibrate    trends and comparisons on simulated data with a known truth' \
	'make tiles       the tile map of the gemeenten is computed again, some minutes' \
	'make readme       after make demo: the examples of README.md run again, their output put under them; its pictures drawn again' \
	'make bench        timings beside baselines, into docs/benchmarks.md' \
	'make fuzz         the fuzz targets, as build/fuzzing/fuzz/*; run one as: PROGRAM -max_total_time=60' \
	'make install PREFIX=/usr/local DESTDIR=   program, data, manual pages and documents' \
	'make clean        removes build/ and out/'

# --- packages: installed by the targets themselves, listed in docs/packages.txt; nothing is done when all are there
packages-%:
	@sh tests/support/packages.sh $*

# --- program
$(B)/inbeeld: $(CLI_OBJ) $(LIB_OBJ) $(B)/obj/gen/resources.o
	@echo "  LINK  $@"
	@$(CC) $(SANITIZE) -o $@ $^ $(PKG_LIBS) $(LDFLAGS)

$(B)/obj/%.o: %.c Makefile | $(B)/gen/resources.h
	@mkdir -p $(@D)
	@echo "  CC    $<"
	@$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/gen/resources.xml: $(RESOURCES) Makefile
	@mkdir -p $(@D)
	@{ echo '<gresources><gresource prefix="/inbeeld">'; \
	   for f in $(RESOURCES); do echo "<file>$$f</file>"; done; echo '</gresource></gresources>'; } > $@
$(B)/gen/resources.h: $(B)/gen/resources.xml
	@glib-compile-resources --sourcedir=. --generate-header --c-name inbeeld --target=$@ $<
$(B)/gen/resources.c: $(B)/gen/resources.xml $(RESOURCES)
	@glib-compile-resources --sourcedir=. --generate-source --c-name inbeeld --target=$@ $<
$(B)/obj/gen/resources.o: $(B)/gen/resources.c
	@mkdir -p $(@D)
	@$(CC) $(PKG_CFLAGS) $(OPTIMISE) $(SANITIZE) -c -o $@ $<

# --- tests: one program per folder; test_name.c gives `Suite *name_suite(void)`
define test_program
$(B)/gen/$(1)_suites.c: $(wildcard tests/$(1)/test_*.c tests/$(1)/*/test_*.c) Makefile
	@mkdir -p $$(@D)
	@sh tests/support/list_suites.sh $(wildcard tests/$(1)/test_*.c tests/$(1)/*/test_*.c) > $$@
$(B)/obj/gen/$(1)_suites.o: $(B)/gen/$(1)_suites.c
	@mkdir -p $$(@D)
	@$(CC) $$(ALL_CFLAGS) -c -o $$@ $$<
$(B)/tests/$(1): $(patsubst %.c,$(B)/obj/%.o,$(wildcard tests/$(1)/test_*.c tests/$(1)/*/test_*.c) $(TEST_SRC)) \
		$(B)/obj/gen/$(1)_suites.o $(LIB_OBJ) $(filter-out %/main.o,$(CLI_OBJ)) $(B)/obj/gen/resources.o
	@mkdir -p $$(@D)
	@echo "  LINK  $$@"
	@$(CC) $(SANITIZE) -o $$@ $$^ $$(PKG_LIBS) $$(shell pkg-config --libs check) $(LDFLAGS)
endef
$(foreach d,$(TEST_DIRS),$(eval $(call test_program,$(d))))

check: packages-build
	@$(MAKE) --no-print-directory -j$$(nproc) build run-tests

run-tests: $(B)/inbeeld $(TEST_PROGRAMS)
	@INBEELD_PROGRAM=$(abspath $(B)/inbeeld) sh tests/support/run.sh $(TEST_PROGRAMS)

# All pages of all reports, of the sample and of out/work/publication.db (make demo) when that is there.
check-layout: packages-build
	@$(MAKE) --no-print-directory -j$$(nproc) $(B)/tests/report
	@sh tests/support/layout.sh $(abspath $(B)/tests/report) $(abspath out/work/publication.db)

# Every number on every page of all reports of out/work/publication.db (make demo).
check-numbers: packages-build
	@$(MAKE) --no-print-directory -j$$(nproc) $(B)/tests/report
	@INBEELD_NUMBERS=$(abspath out/work/publication.db) CK_RUN_SUITE=numbers $(B)/tests/report
	@INBEELD_NUMBERS=$(abspath out/work/publication.db) CK_RUN_SUITE=numbers_in_place $(B)/tests/report

check-asan: packages-build
	@INBEELD_MUTANTS=1000 LSAN_OPTIONS=suppressions=$(abspath tests/support/leaks.supp):print_suppressions=0 \
	$(MAKE) --no-print-directory -j$$(nproc) B=build/asan OPTIMISE='-O1 -g' \
		SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer' run-tests

# The other compiler: program and tests without a warning. Not optimised: it is the warnings that count.
check-clang: packages-build packages-lint
	@$(MAKE) --no-print-directory -j$$(nproc) B=build/clang CC=clang OPTIMISE=-O0 CFLAGS=-Werror clang-programs
clang-programs: $(B)/inbeeld $(TEST_PROGRAMS)

check-valgrind: packages-build packages-memory
	@$(MAKE) --no-print-directory -j$$(nproc) build $(TEST_PROGRAMS)
	@INBEELD_MUTANTS=200 TEST_WRAPPER='valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite --suppressions=$(abspath tests/support/valgrind.supp)' CK_FORK=no \
		INBEELD_PROGRAM=$(abspath $(B)/inbeeld) sh tests/support/run.sh $(TEST_PROGRAMS)

lint: packages-build packages-lint
	@$(MAKE) --no-print-directory -j$$(nproc) build
	@sh tests/support/lint.sh $(CC) '$(PKG)'

bench: packages-build packages-bench
	@$(MAKE) --no-print-directory -j$$(nproc) build
	@sh tests/bench/run.sh

# Tools for measuring and fuzzing, built on request: build/bench/NAME, build/fuzz/NAME
$(B)/bench/%: tests/bench/%.c $(LIB_OBJ) $(filter-out %/main.o,$(CLI_OBJ)) $(B)/obj/gen/resources.o
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	@$(CC) $(ALL_CFLAGS) $(SANITIZE) -o $@ $^ $(PKG_LIBS) $(LDFLAGS)

# Trends and comparisons against a known truth; prints the tables of docs/methods.
calibrate: packages-build
	@$(MAKE) --no-print-directory -j$$(nproc) $(B)/calibration/trend_calibration $(B)/calibration/benchmark_calibration
	@$(B)/calibration/trend_calibration
	@$(B)/calibration/benchmark_calibration
$(B)/calibration/%: tests/calibration/%.c $(LIB_OBJ) $(filter-out %/main.o,$(CLI_OBJ)) $(B)/obj/gen/resources.o
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	@$(CC) $(ALL_CFLAGS) $(SANITIZE) -o $@ $^ $(PKG_LIBS) $(LDFLAGS)

# The tile map of the gemeenten from midpoints, borders and provinces; the same file, as long as these are the same.
tiles: packages-build
	@$(MAKE) --no-print-directory -j$$(nproc) $(B)/tiles/make_tiles
	@$(B)/tiles/make_tiles > $(B)/tiles/gemeente_tegels_2023.csv
	@cmp -s $(B)/tiles/gemeente_tegels_2023.csv reference/gemeente_tegels_2023.csv && echo 'tiles: as stored' || \
		{ cp $(B)/tiles/gemeente_tegels_2023.csv reference/ && echo 'tiles: reference/gemeente_tegels_2023.csv is new'; }
$(B)/tiles/%: tests/tiles/%.c tests/support/tile_country.c $(LIB_OBJ) $(B)/obj/gen/resources.o
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	@$(CC) $(ALL_CFLAGS) $(SANITIZE) -o $@ $^ $(PKG_LIBS) $(LDFLAGS)

fuzz: packages-build packages-lint
	@$(MAKE) --no-print-directory -j$$(nproc) B=build/fuzzing CC=clang OPTIMISE='-O1 -g' \
		SANITIZE='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all' fuzz-programs
fuzz-programs: $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/*.c))
$(B)/fuzz/%: tests/fuzz/%.c $(LIB_OBJ) $(filter-out %/main.o,$(CLI_OBJ)) $(B)/obj/gen/resources.o
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	@$(CC) $(ALL_CFLAGS) $(SANITIZE) -fsanitize=fuzzer -o $@ $^ $(PKG_LIBS) $(LDFLAGS)

# Fetches the validator by itself; skips with a message where it cannot. PDFS: folders or files.
verify-pdf:
	@sh tests/support/verapdf.sh $(PDFS)

demo: packages-build
	@$(MAKE) --no-print-directory -j$$(nproc) build
	@sh data-samples/demo.sh

readme: packages-build
	@$(MAKE) --no-print-directory -j$$(nproc) build
	@sh tests/support/readme_examples.sh

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/inbeeld/ingest $(DESTDIR)$(PREFIX)/share/man/man1 \
		$(DESTDIR)$(PREFIX)/share/man/man5 $(DESTDIR)$(PREFIX)/share/doc/inbeeld
	install -m 755 $(B)/inbeeld $(DESTDIR)$(PREFIX)/bin/inbeeld
	cp -R reference $(DESTDIR)$(PREFIX)/share/inbeeld/
	cp -R ingest/profiles $(DESTDIR)$(PREFIX)/share/inbeeld/ingest/
	cp -R data-samples $(DESTDIR)$(PREFIX)/share/inbeeld/
	for m in docs/man/*.1; do install -m 644 $$m $(DESTDIR)$(PREFIX)/share/man/man1/; done
	for m in docs/man/*.5; do [ ! -e $$m ] || install -m 644 $$m $(DESTDIR)$(PREFIX)/share/man/man5/; done
	install -m 644 README.md LICENSE CHANGELOG.md $(DESTDIR)$(PREFIX)/share/doc/inbeeld/
	cp -R docs $(DESTDIR)$(PREFIX)/share/doc/inbeeld/
	rm -rf $(DESTDIR)$(PREFIX)/share/doc/inbeeld/docs/man

clean:
	rm -rf build out

-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)
