# gov_cloud: build, demo and proof.  `make demo` shows the product, `make test` proves it.
EXTENSION = gov_cloud
EXTVERSION := $(shell sed -n "s/^default_version = '\(.*\)'/\1/p" gov_cloud.control)
PG_CONFIG ?= pg_config

MODULE_big = gov_cloud
OBJS = $(patsubst %.c,%.o,$(sort $(wildcard src/*.c src/*/*.c)))
# a part's number is its floor times ten plus its place: the order is the architecture
SQL_PARTS = $(filter-out sql/9%,$(sort $(wildcard sql/[0-9][0-9]_*.sql))) \
	$(sort $(wildcard sql/policy/*.sql)) $(sort $(wildcard sql/9[0-9]_*.sql))
INSTALL_SQL = build/gov_cloud--$(EXTVERSION).sql
DATA_built = $(INSTALL_SQL)
EXTRA_CLEAN = $(INSTALL_SQL)

PG_CPPFLAGS = -Isrc -DGOV_VERSION='"$(EXTVERSION)"'
PG_CFLAGS = -Wall -Wextra -Werror -Wno-unused-parameter -Wno-sign-compare -Wno-missing-field-initializers
ifneq ($(findstring clang,$(CC)),)
# PGXS remembers gcc's flags; clang need not know them
PG_CFLAGS += -Wno-unknown-warning-option -Wno-ignored-optimization-argument -Wno-ignored-attributes
endif
SHLIB_LINK = -lcurl -ljansson -lcrypto

# Without PostgreSQL only the targets below exist; they install it first.
ifneq ($(shell command -v $(PG_CONFIG)),)
PGXS := $(shell $(PG_CONFIG) --pgxs)
override with_llvm = no
include $(PGXS)

# Debian builds PGXS without dependency tracking: a header changes every object
$(OBJS): Makefile gov_cloud.control $(wildcard src/*.h src/*/*.h)

$(INSTALL_SQL): $(SQL_PARTS) sql $(wildcard sql/policy)
	@mkdir -p build
	cat $(SQL_PARTS) > $@
else
all install:
	@echo "PostgreSQL's server headers are not here: run make packages first" >&2; false
endif

.DEFAULT_GOAL := all
.PHONY: packages demo demo-stop test quick lint isolation tap pgtap unit fuzz rules bench dist

# the Debian packages of .ci/packages, where missing; every target below sees to it by itself
packages:
	@.ci/install

# the product's main job on real input; leaves a database to look around in.  DEMO=name: under that regulation
demo:
	@contrib/demo/run
demo-stop:
	@contrib/demo/stop

# the whole proof; T=name runs only the tests of that name
test:
	@test/run lint sql isolation tap pgtap unit fuzz demo
# the regression tests alone, about a minute
quick:
	@test/run sql
lint isolation tap pgtap unit fuzz:
	@test/run $@

# each rule of the regulations, and what proves it
rules:
	@test/pgtap/rules
# ours against peers and limits, as ratios taken in one run
bench:
	@test/bench/run

# a release for PGXN: META.json takes its version from the control file
RELEASE = gov_cloud-$(EXTVERSION)
dist:
	@mkdir -p build
	git archive --format=zip --prefix=$(RELEASE)/ -o build/$(RELEASE).zip \
		--add-virtual-file="$(RELEASE)/META.json:$$(sed 's/@VERSION@/$(EXTVERSION)/' META.json)" HEAD . ':!META.json'
