# shellcheck shell=bash
# Sourced: processes of a script's own. $dir keeps the output and the process id of each server by name, and is its home.
readonly start_limit_s=120 stop_limit_s=60

fail() { echo "${0##*/}: $*" >&2; exit 1; }

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# The first of so many in a row, below the range the kernel hands out by itself: no client's socket takes one in between.
free_ports() {
  local first
  while first=$((20000 + SRANDOM % 12000)); any_answers "$first" $((first + $1 - 1)); do :; done
  echo "$first"
}

any_answers() {
  local port
  for ((port = $1; port <= $2; port++)); do
    ! answers "$port" || return 0
  done
  return 1
}

# A process id may have gone to someone else since; only ours has this directory as its home, or works in it: Redis writes
# over its environment.
alive() {
  local pid
  pid=$(cat "$dir/$1.pid" 2>/dev/null) || return 1
  grep -qzxF "HOME=$dir" "/proc/$pid/environ" 2>/dev/null || [ "$(readlink "/proc/$pid/cwd")" = "$dir" ]
}

# Of a process that was only just started the above does not hold yet: it gets its environment with its program.
exists() { kill -0 "$(cat "$dir/$1.pid")" 2>/dev/null; }

spawn() {
  local name=$1
  shift
  HOME=$dir setsid "$@" >>"$dir/$name.out" 2>&1 </dev/null &
  echo $! >"$dir/$name.pid"
}

# Until the command succeeds; not when the server has ended or takes too long.
await() {
  local name=$1 deadline=$((SECONDS + start_limit_s))
  shift
  until "$@"; do
    exists "$name" && ((SECONDS < deadline)) || { tail -n 40 "$dir/$name.out" >&2; return 1; }
    sleep 0.05
  done
}

end() {
  local name=$1 signal=$2 deadline=$((SECONDS + stop_limit_s))
  alive "$name" || return 0
  kill "-$signal" "$(cat "$dir/$name.pid")"
  while alive "$name"; do
    ((SECONDS < deadline)) || fail "$name in $dir has not ended in $stop_limit_s s"
    sleep 0.05
  done
}

child=

# In a process group of its own, so that whatever it leaves behind can be ended with it.
run() {
  setsid "$@" </dev/null &
  child=$!
  local result=0
  wait "$child" || result=$?
  end_child
  return $result
}

end_child() {
  [ -n "$child" ] || return 0
  local clocks=()
  readarray -t clocks < <(clocks_of "$child")
  kill -KILL -- "-$child" 2>/dev/null || true
  wait "$child" 2>/dev/null || true
  [ ${#clocks[@]} = 0 ] || rm -f "${clocks[@]}"
  child=
}

# The two files in memory that libfaketime has for each process of a group, named after its id; when it is killed they stay.
clocks_of() {
  local clock pid stat group
  for clock in /dev/shm/faketime_shm_*; do
    pid=${clock##*_}
    stat=$(cat "/proc/$pid/stat" 2>/dev/null) || continue
    # Behind the name: state, parent, group.
    read -r _ _ group _ <<<"${stat##*) }"
    [ "$group" != "$1" ] || printf '%s\n' "$clock" "/dev/shm/sem.faketime_sem_$pid"
  done
}

# In order, or else by kill -9; a second stop then ends what is left, its epmd.
end_broker() { bash deploy/rabbitmq-private.sh stop "$1" || { bash deploy/rabbitmq-private.sh kill "$1"; bash deploy/rabbitmq-private.sh stop "$1"; }; }

end_cluster() {
  local node
  bash deploy/rabbitmq-cluster.sh stop "$1" && return
  for node in 1 2 3; do bash deploy/rabbitmq-cluster.sh kill "$1" $node; done
  bash deploy/rabbitmq-cluster.sh stop "$1"
}

# What tests that were killed have left in a folder: nodes of brokers, database servers, disks.
end_left() {
  local left
  for left in "$1"/dispatch-broker-*; do
    [ ! -f "$left/ports" ] || end_broker "$left"
  done
  for left in "$1"/dispatch-postgres-*; do
    [ ! -f "$left/port" ] || bash deploy/postgres-private.sh kill "$left"
  done
  for left in "$1"/dispatch-cluster-*; do
    [ ! -f "$left/node1/ports" ] || end_cluster "$left"
  done
  for left in "$1"/dispatch-faults-*; do
    [ ! -f "$left/cluster/node1/ports" ] || end_cluster "$left/cluster"
    [ ! -f "$left/postgres/port" ] || bash deploy/postgres-private.sh kill "$left/postgres"
    ! mountpoint -q "$left/disk" || umount --lazy "$left/disk"
  done
}
