# Sourced by the test drivers, the demo and the benches: a private PostgreSQL with this extension,
# everything under build/ (sockets under /tmp, because a socket's path is short).  test/README.md
# lists the functions and what they export.
# shellcheck shell=bash
TOP=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
SYSTEM_PG=/usr/lib/postgresql/15
# nothing of the caller's connection settings may leak in, and no jobserver of an outer make
unset PGHOST PGHOSTADDR PGPORT PGUSER PGDATABASE PGPASSWORD PGPASSFILE PGSERVICE PGOPTIONS PGTZ PGDATESTYLE \
  PGDATA PGSSLMODE PGCLIENTENCODING PGAPPNAME MAKEFLAGS MFLAGS MAKELEVEL
# LANG too: some test libraries take LC_ALL away
export TOP LC_ALL=C.UTF-8 LANG=C.UTF-8

# Where things are.  COPY names the private copy of the server's tree, so that the demo's server keeps
# its library while the tests install a newer one.
set_paths() {
  BUILD=$(readlink -m "$TOP/build")
  PREFIX=$BUILD/${COPY:-pg}
  PGBIN=$PREFIX$SYSTEM_PG/bin
  PGXS_TEST=$PREFIX$SYSTEM_PG/lib/pgxs/src/test
  export BUILD PGBIN PATH=$PGBIN:$PATH
}
set_paths

# A server cannot run as root: as_server runs a command as the user that owns the private servers.
find_server_user() {
  SERVER_USER=$(id -un)
  if [ "$(id -u)" = 0 ]; then
    SERVER_USER=postgres
    id postgres >/dev/null 2>&1 || SERVER_USER=nobody
  fi
}
as_server() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && exec runuser -u "$SERVER_USER" -- env HOME=/nonexistent "$@")
  else
    "$@"
  fi
}

# build/ must be within reach of the server's user; a checkout under /root is not, so build/ moves.
reachable_build() {
  local away
  [ ! -L "$TOP/build" ] || [ -d "$BUILD" ] || rm "$TOP/build"
  mkdir -p "$TOP/build"
  set_paths
  as_server test -x "$BUILD/." && return
  away=$(mktemp -d /var/tmp/gov_cloud-build.XXXXXX)
  chmod 755 "$away"
  find "$BUILD" -mindepth 1 -maxdepth 1 -exec mv -t "$away" {} +
  rmdir "$BUILD" && ln -s "$away" "$BUILD"
  set_paths
  echo "user $SERVER_USER cannot enter $TOP: build/ is now a link to $away"
}

# Compiles, and installs by DESTDIR into a private relocated copy of the server's tree.
build_house() {
  "$TOP/.ci/install" && find_server_user && reachable_build || return 1
  (
    flock 9
    cd "$TOP" && make -s all PG_CONFIG=$SYSTEM_PG/bin/pg_config 9>&- || exit 1
    # a newer minor release of the packages means a fresh copy
    if ! cmp -s "$PREFIX$SYSTEM_PG/bin/postgres" $SYSTEM_PG/bin/postgres; then
      rm -rf "$PREFIX"
      mkdir -p "$PREFIX$SYSTEM_PG" "$PREFIX/usr/share/postgresql"
      cp -a $SYSTEM_PG/lib "$PREFIX$SYSTEM_PG/"
      cp -a /usr/share/postgresql/15 "$PREFIX/usr/share/postgresql/"
      cp -a $SYSTEM_PG/bin "$PREFIX$SYSTEM_PG/"
    fi
    if [ gov_cloud.so -nt "$PREFIX/.installed" ] || [ gov_cloud.control -nt "$PREFIX/.installed" ] ||
      [ -n "$(find build/gov_cloud--*.sql -newer "$PREFIX/.installed" 2>&1)" ]; then
      make -s install DESTDIR="$PREFIX" PG_CONFIG=$SYSTEM_PG/bin/pg_config 9>&- && touch "$PREFIX/.installed"
    fi
  ) 9>"$BUILD/.lock"
}

free_port() {
  perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport'
}

# start_server NAME [SETTING...]: a fresh data directory and a running server
start_server() {
  local name=$1 s
  shift
  mkdir -p "$BUILD/run"
  RUN=$(mktemp -d "$BUILD/run/$name.XXXXXX")
  PGHOST=$(mktemp -d /tmp/gov.XXXXXX) PGPORT=5432 PGUSER=postgres PGDATABASE=postgres PGDATA=$RUN/data
  export RUN PGHOST PGPORT PGUSER PGDATABASE PGDATA
  chmod 755 "$RUN"
  mkdir "$PGDATA"
  [ "$(id -u)" != 0 ] || chown "$SERVER_USER" "$PGHOST" "$PGDATA"
  echo $$ > "$RUN/owner"
  as_server "$PGBIN/initdb" -D "$PGDATA" -U postgres -E UTF8 --locale=C --auth-local=trust \
    --auth-host=scram-sha-256 --no-sync --no-instructions > "$RUN/initdb.log" || return 1
  {
    cat "$TOP/test/server.conf"
    echo "unix_socket_directories = '$PGHOST'"
    for s; do echo "$s"; done
  } | as_server tee -a "$PGDATA/postgresql.conf" > /dev/null
  # the server outlives us: it must hold none of our files (locks among them)
  (
    for fd in /proc/self/fd/*; do
      fd=${fd##*/}
      [ "$fd" -le 2 ] || eval "exec $fd>&-"
    done
    as_server "$PGBIN/pg_ctl" -s -w -D "$PGDATA" -l "$PGDATA/server.log" start < /dev/null
  ) || { cat "$PGDATA/server.log" >&2; return 1; }
}

# stop_server: stops by pid what start_server started, and leaves nothing of it
stop_server() {
  [ -n "${PGDATA:-}" ] || return 0
  [ ! -e "$PGDATA/postmaster.pid" ] || as_server "$PGBIN/pg_ctl" -s -w -m "${1:-fast}" -D "$PGDATA" stop
  rm -rf "$PGHOST" "$RUN"
}

# server_env: what another shell must source to use, and to stop, this server
server_env() {
  local v
  for v in RUN PGHOST PGPORT PGUSER PGDATABASE PGDATA PGBIN SERVER_USER; do printf 'export %s=%q\n' $v "${!v}"; done
}

# disown_server: the server stays when this shell ends (the demo); sweep leaves it alone
disown_server() { rm -f "$RUN/owner"; }

# sweep: stops and removes what a killed run left behind
sweep() {
  local owner pid
  for owner in "$BUILD"/run/*/owner; do
    [ -e "$owner" ] || continue
    pid=$(cat "$owner")
    kill -0 "$pid" 2>/dev/null && continue
    (
      RUN=$(dirname "$owner") PGDATA=$RUN/data
      PGHOST=$(sed -n "s/^unix_socket_directories = '\(.*\)'/\1/p" "$PGDATA/postgresql.conf" 2>/dev/null | tail -1)
      stop_server immediate
    ) || true
  done
}
