#!/usr/bin/env bash
# A PostgreSQL server of one's own beside any other: own cluster, port and socket directory, on loopback only, in bytewise
# order. DIR keeps everything, so a server that was stopped or killed comes back with what was committed; remove DIR when done.
set -euo pipefail
# shellcheck source=deploy/processes.sh
. "$(dirname "$0")/processes.sh"

readonly usage="usage: ${0##*/} start|stop|kill|status DIR
       ${0##*/} start DIR --forgetful
start waits until the server answers and prints its connection; stop is PostgreSQL's fast shutdown, which rolls back what is
under way; kill its immediate one, after which it recovers from its log. --forgetful makes a cluster that waits for no disk: for tests
that start anew anyway, and never where something is killed."

# Debian's own place for it, the newest first.
bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV | head -n 1)

# PostgreSQL refuses to run as root; Debian's package has a user for it.
as_user=()
[ "$(id -u)" != 0 ] || as_user=(setpriv --reuid=postgres --regid=postgres --init-groups --)

create() {
  # The way there, and nothing else, is open to its user.
  mkdir -p "$dir"
  chmod 711 "$dir"
  mkdir -m 700 "$dir/data" "$dir/socket"
  (umask 077; echo "$SRANDOM$SRANDOM$SRANDOM" >"$dir/secret")
  [ ${#as_user[@]} = 0 ] || chown postgres: "$dir/data" "$dir/socket" "$dir/secret"
  (cd / && "${as_user[@]}" "$bin/initdb" -D "$dir/data" -U dispatch -A scram-sha-256 --pwfile="$dir/secret" -E UTF8 --locale=C --no-sync) >"$dir/initdb.out" 2>&1 ||
    { cat "$dir/initdb.out" >&2; rm -rf "$dir/data" "$dir/socket"; fail "PostgreSQL makes no cluster in $dir; is the way there open to its user?"; }
  port=$(free_ports 1)
  settings >>"$dir/data/postgresql.conf"
  echo "port=$port" >"$dir/port"
}

settings() {
  cat <<END
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$dir/socket'
max_connections = 200
shared_buffers = 64MB
jit = off
log_min_messages = fatal
END
  [ -z "$forgetful" ] || printf '%s\n' 'fsync = off' 'synchronous_commit = off' 'full_page_writes = off' 'wal_level = minimal' 'max_wal_senders = 0' 'autovacuum = off'
}

enter() {
  # shellcheck source=/dev/null
  . "$dir/port"
}

ready() { "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"; }

start() {
  [ -x "$bin/postgres" ] || fail "PostgreSQL is not installed: apt-get install postgresql"
  [ -f "$dir/port" ] || create
  enter
  alive postgres || spawn postgres "${as_user[@]}" "$bin/postgres" -D "$dir/data"
  await postgres ready || { end postgres QUIT; fail "the server in $dir does not start"; }
  connection
}

connection() { echo "Host=127.0.0.1;Port=$port;Username=dispatch;Password=$(cat "$dir/secret");Database=postgres"; }

status() {
  enter
  if alive postgres && ready; then connection; else echo "not running"; return 3; fi
}

[ $# -ge 2 ] || fail "$usage"
dir=$(realpath -m "$2")
forgetful=
[ "${3:-}" != --forgetful ] || forgetful=yes
[ "$1" = start ] || [ -f "$dir/port" ] || fail "no server was ever started in $dir"

case $1 in
  start) start ;;
  stop) end postgres INT ;;
  kill) end postgres QUIT ;;
  status) status ;;
  *) fail "$usage" ;;
esac
