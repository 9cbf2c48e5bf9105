#!/usr/bin/env bash
# A RabbitMQ node of one's own beside any other: own ports, directories, cookie and epmd, on loopback only.
# It runs as, and its files belong to, whoever starts it. DIR keeps everything, so a node that was stopped
# or killed comes back with its messages; remove DIR when done.
set -euo pipefail
# shellcheck source=deploy/processes.sh
. "$(dirname "$0")/processes.sh"

readonly usage="usage: ${0##*/} start|stop|kill|settle|status DIR
       ${0##*/} vhost-add|vhost-delete DIR NAME
start waits until the node answers and prints its URI; stop also ends its epmd; kill is kill -9;
settle puts on disk which quorum queues there are: RabbitMQ does so up to some seconds after declaring one,
and a kill in between leaves the queue without a leader for ever, with its messages."
# The script behind Debian's wrapper: the wrapper changes the user and writes to the system's directories.
readonly server=/usr/lib/rabbitmq/bin/rabbitmq-server

create() {
  mkdir -p -m 700 "$dir"
  (umask 377; echo "$SRANDOM$SRANDOM$SRANDOM" >"$dir/.erlang.cookie")
  : >"$dir/empty"
  # The default write-ahead log of quorum queues grows to 512 MB, in memory too, before it is let go.
  printf '%s\n' 'log.file.level = warning' 'raft.wal_max_size_bytes = 67108864' >"$dir/rabbitmq.conf"
  local first
  first=$(free_ports 3)
  echo "bus_port=$first dist_port=$((first + 1)) epmd_port=$((first + 2))" >"$dir/ports"
}

# Every place the server's scripts look at is named, so that nothing of the machine's own node shines through.
enter() {
  # shellcheck source=/dev/null
  . "$dir/ports"
  export HOME=$dir ERL_EPMD_PORT=$epmd_port ERL_EPMD_ADDRESS=127.0.0.1
  export RABBITMQ_NODENAME=dispatch$bus_port@localhost RABBITMQ_DIST_PORT=$dist_port
  export RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT=$bus_port
  export RABBITMQ_MNESIA_BASE=$dir/data RABBITMQ_LOG_BASE=$dir/log RABBITMQ_SCHEMA_DIR=$dir/schema
  export RABBITMQ_CONFIG_FILE=$dir/rabbitmq.conf RABBITMQ_GENERATED_CONFIG_DIR=$dir/config
  export RABBITMQ_CONF_ENV_FILE=$dir/empty RABBITMQ_ADVANCED_CONFIG_FILE=$dir/none
  export RABBITMQ_ENABLED_PLUGINS_FILE=$dir/none
  # One scheduler of each kind, and none that spins before it sleeps: the service and the tests want the processors too, and
  # threads that wake each other take time of their own (measured: 13.0 s of processor time for a month where it was 18.0).
  export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="+S 1:1 +SDcpu 1:1 +SDio 1 +A 1 +sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}"
  # The script then becomes the node instead of a shell that waits for it, so its process id is the node's.
  export RUNNING_UNDER_SYSTEMD=true
}

start() {
  [ -x "$server" ] || fail "RabbitMQ is not installed: apt-get install rabbitmq-server"
  [ -f "$dir/ports" ] || create
  enter
  alive epmd || spawn epmd epmd -port "$epmd_port" -address 127.0.0.1
  alive node || spawn node "$server"
  await node answers "$bus_port" || { end node KILL; end epmd TERM; fail "the node in $dir does not start, see $dir/log"; }
  uri
}

uri() { echo "amqp://guest:guest@127.0.0.1:$bus_port/"; }

status() {
  enter
  if alive node && answers "$bus_port"; then uri; else echo "not running"; return 3; fi
}

# Asks the node itself, in milliseconds; rabbitmqctl would start an Erlang of its own each time.
# Everybody who asks has a name of their own: two at once under erl_call's default (or its -r) are refused.
evaluate() {
  local answer
  enter
  answer=$(erl_call -h "asks$$" -address "127.0.0.1:$dist_port" -e <<<"$1") || fail "the node in $dir does not answer"
  [ "$answer" = "{ok, ok}" ] || fail "the node in $dir refused: $answer"
}

[ $# -ge 2 ] || fail "$usage"
dir=$(realpath -m "$2")
name=${3:-}
[ "$1" = start ] || [ -f "$dir/ports" ] || fail "no node was ever started in $dir"
[[ $1 != vhost-* || $name =~ ^[A-Za-z0-9_.-]+$ ]] || fail "'$name' is no name for a virtual host: letters, digits, _ . -"

case $1 in
  start) start ;;
  stop) end node TERM; end epmd TERM ;;
  kill) end node KILL ;;
  settle) evaluate "[ok = dets:sync(Table) || Table <- dets:all()], ok." ;;
  status) status ;;
  vhost-add) evaluate "ok = rabbit_vhost:add(<<\"$name\">>, <<\"private\">>),
    rabbit_auth_backend_internal:set_permissions(<<\"guest\">>, <<\"$name\">>, <<\".*\">>, <<\".*\">>, <<\".*\">>, <<\"private\">>)." ;;
  vhost-delete) evaluate "rabbit_vhost:delete(<<\"$name\">>, <<\"private\">>)." ;;
  *) fail "$usage" ;;
esac
