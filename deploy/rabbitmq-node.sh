# shellcheck shell=bash
# Sourced, after processes.sh: one RabbitMQ node whose everything is in $dir, on loopback only. It runs as, and its files belong
# to, whoever starts it.

# The script behind Debian's wrapper: the wrapper changes the user and writes to the system's directories.
readonly server=/usr/lib/rabbitmq/bin/rabbitmq-server

# The first of two ports, that of its epmd, a cookie, and further lines of its configuration.
create_node() {
  mkdir -p -m 700 "$dir"
  (umask 377; echo "$3" >"$dir/.erlang.cookie")
  : >"$dir/empty"
  # The default write-ahead log of quorum queues grows to 512 MB, in memory too, before it is let go.
  printf '%s\n' 'log.file.level = warning' 'raft.wal_max_size_bytes = 67108864' "${@:4}" >"$dir/rabbitmq.conf"
  echo "bus_port=$1 dist_port=$(($1 + 1)) epmd_port=$2" >"$dir/ports"
}

new_cookie() { echo "$SRANDOM$SRANDOM$SRANDOM"; }

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

start_epmd() { alive epmd || spawn epmd epmd -port "$epmd_port" -address 127.0.0.1; }

launch_node() {
  [ -x "$server" ] || fail "RabbitMQ is not installed: apt-get install rabbitmq-server"
  enter
  alive node || spawn node "$server"
}

await_node() {
  enter
  await node greets "$bus_port" || { end node KILL; return 1; }
}

# Whoever connects as the port opens may be turned away, so the first byte of AMQP 0-9-1's connection.start is waited for.
greets() {
  (
    exec 3<>"/dev/tcp/127.0.0.1/$1"
    printf 'AMQP\0\0\x09\x01' >&3
    IFS= read -r -N 1 -t 10 first <&3
    [ "$first" = $'\x01' ]
  ) 2>/dev/null
}

runs() {
  enter
  alive node && answers "$bus_port"
}

# Asks the node itself, in milliseconds; rabbitmqctl would start an Erlang of its own each time.
# Everybody who asks has a name of their own: two at once under erl_call's default (or its -r) are refused.
ask() {
  enter
  erl_call -h "asks$$" -address "127.0.0.1:$dist_port" -e <<<"$1" || fail "the node in $dir does not answer"
}

evaluate() {
  local answer
  answer=$(ask "$1")
  [ "$answer" = "{ok, ok}" ] || fail "the node in $dir refused: $answer"
}

is_name() { [[ $1 =~ ^[A-Za-z0-9_.-]+$ ]] || fail "'$1' is no name: letters, digits, _ . -"; }

settle() { evaluate "[ok = dets:sync(Table) || Table <- dets:all()], ok."; }

vhost_add() {
  is_name "$1"
  evaluate "ok = rabbit_vhost:add(<<\"$1\">>, <<\"private\">>),
    rabbit_auth_backend_internal:set_permissions(<<\"guest\">>, <<\"$1\">>, <<\".*\">>, <<\".*\">>, <<\".*\">>, <<\"private\">>)."
}

vhost_delete() {
  is_name "$1"
  evaluate "rabbit_vhost:delete(<<\"$1\">>, <<\"private\">>)."
}

# Who may do all in the virtual host of the same name, by the same word as password.
user_add() {
  is_name "$1"
  evaluate "ok = rabbit_auth_backend_internal:add_user(<<\"$1\">>, <<\"$1\">>, <<\"private\">>),
    rabbit_auth_backend_internal:set_permissions(<<\"$1\">>, <<\"$1\">>, <<\".*\">>, <<\".*\">>, <<\".*\">>, <<\"private\">>)."
}

user_delete() {
  is_name "$1"
  evaluate "case rabbit_auth_backend_internal:delete_user(<<\"$1\">>, <<\"private\">>) of ok -> ok; {error, {no_such_user, _}} -> ok end."
}
