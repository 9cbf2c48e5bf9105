#!/usr/bin/env bash
# A RabbitMQ node of one's own beside any other: own ports, directories, cookie and epmd, on loopback only.
# DIR keeps everything, so a node that was stopped or killed comes back with its messages; remove DIR when done.
set -euo pipefail
# shellcheck source=deploy/processes.sh
. "$(dirname "$0")/processes.sh"
# shellcheck source=deploy/rabbitmq-node.sh
. "$(dirname "$0")/rabbitmq-node.sh"

readonly usage="usage: ${0##*/} start|stop|kill|settle|status DIR
       ${0##*/} vhost-add|vhost-delete|user-add|user-delete DIR NAME
start waits until the node answers and prints its URI; stop also ends its epmd; kill is kill -9;
settle puts on disk which quorum queues there are: RabbitMQ does so up to some seconds after declaring one,
and a kill in between leaves the queue without a leader for ever, with its messages."

create() {
  local first
  first=$(free_ports 3)
  create_node "$first" $((first + 2)) "$(new_cookie)"
}

start() {
  [ -f "$dir/ports" ] || create
  enter
  start_epmd
  launch_node
  await_node || { end epmd TERM; fail "the node in $dir does not start, see $dir/log"; }
  uri
}

uri() { echo "amqp://guest:guest@127.0.0.1:$bus_port/"; }

status() {
  if runs; then uri; else echo "not running"; return 3; fi
}

[ $# -ge 2 ] || fail "$usage"
dir=$(realpath -m "$2")
[ "$1" = start ] || [ -f "$dir/ports" ] || fail "no node was ever started in $dir"

case $1 in
  start) start ;;
  stop) end node TERM; end epmd TERM ;;
  kill) end node KILL ;;
  settle) settle ;;
  status) status ;;
  vhost-add) vhost_add "${3:-}" ;;
  vhost-delete) vhost_delete "${3:-}" ;;
  user-add) user_add "${3:-}" ;;
  user-delete) user_delete "${3:-}" ;;
  *) fail "$usage" ;;
esac
