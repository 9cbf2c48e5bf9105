#!/usr/bin/env bash
# A RabbitMQ cluster of three nodes of one's own on this machine: own ports, directories, cookie and epmd, on loopback only.
# DIR keeps everything, so what was stopped or killed comes back with its messages; remove DIR when done.
set -euo pipefail
# shellcheck source=deploy/processes.sh
. "$(dirname "$0")/processes.sh"
# shellcheck source=deploy/rabbitmq-node.sh
. "$(dirname "$0")/rabbitmq-node.sh"

readonly usage="usage: ${0##*/} start DIR [N]          all nodes, or the one with this number (1-3), until they answer; prints the URI of all
       ${0##*/} stop DIR [N]           in order: all and their epmd, or one
       ${0##*/} kill DIR N             kill -9 of one
       ${0##*/} status DIR             which nodes run, and the URI; 3 when none does
       ${0##*/} leader DIR QUEUE [VHOST]   the number of the node that leads a quorum queue, once it has a leader
       ${0##*/} settle DIR             puts on disk which quorum queues there are, on every node that runs: RabbitMQ does
                                              so up to some seconds after declaring one, and a node killed in between forgets it
       ${0##*/} vhost-add|vhost-delete DIR NAME
The URI is amqp://guest:guest@127.0.0.1:PORT,127.0.0.1:PORT,127.0.0.1:PORT/; node N keeps its port."
readonly nodes=(1 2 3) leader_limit_s=60

at() { dir=$cluster/node$1; }

create() {
  local first n cookie conf=('cluster_formation.peer_discovery_backend = classic_config' 'cluster_partition_handling = pause_minority' 'queue_leader_locator = balanced')
  mkdir -p -m 700 "$cluster"
  first=$(free_ports 7)
  for n in "${nodes[@]}"; do conf+=("cluster_formation.classic_config.nodes.$n = dispatch$((first + 2 * n - 1))@localhost"); done
  cookie=$(new_cookie)
  for n in "${nodes[@]}"; do
    at "$n"
    create_node $((first + 2 * n - 1)) "$first" "$cookie" "${conf[@]}"
  done
}

start() {
  local n
  [ -f "$cluster/node1/ports" ] || create
  at 1
  enter
  dir=$cluster
  start_epmd
  for n in "$@"; do at "$n"; launch_node; done
  for n in "$@"; do
    at "$n"
    await_node || fail "node $n does not start, see $dir/log"
  done
  uri
}

stop() {
  local n
  for n in "$@"; do at "$n"; end node TERM; done
  [ $# = 1 ] || { dir=$cluster; end epmd TERM; }
}

uri() {
  local n hosts=()
  for n in "${nodes[@]}"; do
    at "$n"
    enter
    hosts+=("127.0.0.1:$bus_port")
  done
  (IFS=,; echo "amqp://guest:guest@${hosts[*]}/")
}

running() {
  local n
  for n in "${nodes[@]}"; do
    at "$n"
    ! runs || echo "$n"
  done
}

status() {
  local up
  up=$(running)
  [ -n "$up" ] || { echo "not running"; return 3; }
  echo "running:" $up
  uri
}

# $dir becomes that of some node that runs.
somebody() {
  local up
  up=$(running)
  [ -n "$up" ] || fail "no node of $cluster runs"
  at "${up%%$'\n'*}"
}

# Whoever is asked may not know yet that a leader is gone.
leader() {
  local queue=$1 vhost=$2 answer n deadline=$((SECONDS + leader_limit_s))
  is_name "$queue"
  while ((SECONDS < deadline)); do
    somebody
    answer=$(ask "{ok, Queue} = rabbit_amqqueue:lookup(rabbit_misc:r(<<\"$vhost\">>, queue, <<\"$queue\">>)),
      {Name, _} = amqqueue:get_pid(Queue), {ok, _, {_, Leader}} = ra:members({Name, node()}), true = lists:member(Leader, [node() | nodes()]), Leader." 2>/dev/null) || answer=
    for n in "${nodes[@]}"; do
      at "$n"
      enter
      [[ $answer != *"dispatch$bus_port@"* ]] || { echo "$n"; return; }
    done
    sleep 0.1
  done
  fail "queue $queue has no leader: $answer"
}

[ $# -ge 2 ] || fail "$usage"
cluster=$(realpath -m "$2")
[ "$1" = start ] || [ -f "$cluster/node1/ports" ] || fail "no cluster was ever started in $cluster"
[[ $1 != kill || -n ${3:-} ]] || fail "$usage"
[[ ! $1 =~ ^(start|stop|kill)$ || ${3:-1} =~ ^[1-3]$ ]] || fail "there are the nodes ${nodes[*]}, not $3"

chosen=("${nodes[@]}")
[ -z "${3:-}" ] || chosen=("$3")
case $1 in
  start) start "${chosen[@]}" ;;
  stop) stop "${chosen[@]}" ;;
  kill) at "$3"; end node KILL ;;
  status) status ;;
  leader) [ $# -ge 3 ] || fail "$usage"; leader "$3" "${4:-/}" ;;
  settle) for n in $(running); do at "$n"; settle; done ;;
  vhost-add) somebody; vhost_add "${3:-}" ;;
  vhost-delete) somebody; vhost_delete "${3:-}" ;;
  *) fail "$usage" ;;
esac
