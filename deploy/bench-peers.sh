#!/usr/bin/env bash
# The benchmarks with Redis and PostgreSQL beside the engine: private servers on ports of their own, on loopback only,
# set up for speed and not for keeping anything. Needs a Debian or Ubuntu with the .NET 10 SDK; installs the rest;
# stops what it started, and nothing else.
set -euo pipefail
deploy=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=deploy/processes.sh
. "$deploy/processes.sh"
# shellcheck source=deploy/install.sh
. "$deploy/install.sh"

readonly usage="usage: ${0##*/} match|… [what the benchmark takes, see --help]"
readonly packages=(redis-server postgresql-15 postgresql-15-postgis-3) services=(redis-server postgresql)
readonly postgres=/usr/lib/postgresql/15/bin
[ $# -gt 0 ] || fail "$usage"
dir=$(mktemp -d)
secret=$SRANDOM$SRANDOM$SRANDOM
# PostgreSQL refuses to run as root; Debian's package has a user for it.
postgres_user=()
[ "$(id -u)" != 0 ] || postgres_user=(setpriv --reuid=postgres --regid=postgres --init-groups --)

# As in test.sh: what a build leaves running ends with this script.
export MSBUILDDISABLENODEREUSE=1 TMPDIR=$dir
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

finish() {
  local result=$?
  trap - EXIT
  trap '' INT TERM
  set +e
  end_child
  allow_services
  (end redis TERM) || (end redis KILL)
  (end postgres INT) || (end postgres QUIT)
  rm -rf "$dir"
  exit $result
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

start_redis() {
  local port
  port=$(free_ports 1)
  (umask 077; printf '%s\n' 'bind 127.0.0.1' "port $port" "requirepass $secret" 'save ""' 'appendonly no' "dir $dir" >"$dir/redis.conf")
  spawn redis redis-server "$dir/redis.conf"
  await redis answers "$port" || fail "Redis does not start"
  export DISPATCH_BENCH_REDIS="127.0.0.1:$port,password=$secret"
}

start_postgres() {
  local data=$dir/postgres port
  port=$(free_ports 1)
  # The way there, and nothing else, is open to its user.
  chmod 711 "$dir"
  mkdir -m 700 "$data"
  (umask 077; echo "$secret" >"$dir/secret")
  [ ${#postgres_user[@]} = 0 ] || chown postgres: "$data" "$dir/secret"
  (cd / && "${postgres_user[@]}" "$postgres/initdb" -D "$data" -U dispatch -A scram-sha-256 --pwfile="$dir/secret" -E UTF8 --locale=C --no-sync) >"$dir/initdb.out" 2>&1 ||
    { cat "$dir/initdb.out" >&2; fail "PostgreSQL makes no cluster"; }
  postgres_settings "$port" >>"$data/postgresql.conf"
  spawn postgres "${postgres_user[@]}" "$postgres/postgres" -D "$data"
  await postgres "$postgres/pg_isready" -q -h 127.0.0.1 -p "$port" || fail "PostgreSQL does not start"
  export DISPATCH_BENCH_POSTGRES="Host=127.0.0.1;Port=$port;Username=dispatch;Password=$secret;Database=postgres"
}

# In favour of quick answers: everything fits into memory, nothing waits for the disk, nothing is measured or tidied meanwhile.
postgres_settings() {
  cat <<END
listen_addresses = '127.0.0.1'
port = $1
unix_socket_directories = ''
shared_buffers = 2GB
maintenance_work_mem = 1GB
max_wal_size = 8GB
wal_level = minimal
max_wal_senders = 0
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
jit = off
random_page_cost = 1
max_parallel_workers_per_gather = 0
plan_cache_mode = force_generic_plan
track_activities = off
track_counts = off
END
}

command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing: https://learn.microsoft.com/dotnet/core/install/linux"
install_packages
start_redis
start_postgres
run dotnet run -c Release --project "$deploy/../tests/Dispatch.Benchmarks" -- "$@"
