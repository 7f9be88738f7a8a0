# gov_cloud: build, demo and proof.  `make demo` shows the product, `make test` proves it.
EXTENSION = gov_cloud
EXTVERSION := $(shell sed -n "s/^default_version = '\(.*\)'/\1/p" gov_cloud.control)
PG_CONFIG ?= pg_config

MODULE_big = gov_cloud
OBJS = $(patsubst %.c,%.o,$(sort $(wildcard src/*.c src/*/*.c)))
# a part's number is its floor times ten plus its place: the order is the architecture
SQL_PARTS = $(filter-out sql/9%,$(sort $(wildcard sql/[0-9][0-9]_*.sql))) \
	$(sort $(wildcard sql/policy/*.sql)) $(sort $(wildcard sql/9[0-9]_*.sql))
DATA_built = build/gov_cloud--$(EXTVERSION).sql
EXTRA_CLEAN = build/gov_cloud--$(EXTVERSION).sql

PG_CPPFLAGS = -Isrc
PG_CFLAGS = -Wall -Wextra -Werror -Wno-unused-parameter -Wno-sign-compare -Wno-missing-field-initializers
SHLIB_LINK = -lcurl -ljansson -lcrypto

ifneq ($(shell command -v $(PG_CONFIG)),)
PGXS := $(shell $(PG_CONFIG) --pgxs)
override with_llvm = no
include $(PGXS)
endif

build/gov_cloud--$(EXTVERSION).sql: $(SQL_PARTS)
	@mkdir -p build
	cat $^ > $@
