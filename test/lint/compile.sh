#!/bin/bash
# The sources are clean under clang as they are under gcc (which makes the library, also with -Werror).
set -u
include=$(/usr/lib/postgresql/15/bin/pg_config --includedir-server)
find src -name '*.c' -print0 | sort -z | xargs -0 -r -n 1 -P 2 clang -fsyntax-only -std=gnu99 -D_GNU_SOURCE -DGOV_VERSION='""' -Isrc -isystem "$include" \
  -Wall -Wextra -Wmissing-prototypes -Wpointer-arith -Wdeclaration-after-statement -Wvla -Wunreachable-code -Wshadow=local \
  -Wno-ignored-attributes -Wno-unused-parameter -Wno-sign-compare -Wno-missing-field-initializers -Wno-compound-token-split-by-macro 2>&1 |
  sed -nE 's/^([^: ]+:[0-9]+):[0-9]+: (warning|error|fatal error): (.*)$/\1: \3 [compile]/p' | grep -v '^/' | sort -u
