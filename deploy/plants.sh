#!/usr/bin/env bash
# Plants faults in the product, one after another, each in a copy of what is committed, and lets the fault harness loose on it: for
# each promise it must turn red, and by what the fault breaks. Each is a patch in tests/Dispatch.SystemTests/Faults/Plants, whose
# head says with which rounds it is seen and what is wrong then.
#
#   bash deploy/plants.sh [PART-OF-A-NAME ...]     all, or those named; on SQLite, with one broker; two or three minutes each
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=deploy/processes.sh
. deploy/processes.sh
readonly plants=tests/Dispatch.SystemTests/Faults/Plants storm=tests/Dispatch.SystemTests/Faults/Storm.cs
work=$(mktemp -d)
tried=0 unseen=0

finish() {
  local result=$?
  trap - EXIT
  trap '' INT TERM
  # The harness ends its own processes, and then itself.
  if [ -n "$child" ]; then
    kill -TERM "$child" 2>/dev/null || true
    wait "$child" || true
  fi
  rm -rf "$work"
  exit $result
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

is_named() {
  local name=$1 part
  shift
  [ $# -gt 0 ] || return 0
  for part; do [[ $name != *"$part"* ]] || return 0; done
  return 1
}

told() { sed -n "s/^$1: //p" "$patch"; }

# What the harness found: each kind, and how often.
found() { { grep -o '"wrong":"[A-Za-z]*"' "$1" || true; } | sort | uniq -c | awk -F'"' '{ split($1, count, " "); printf "%s%s %s", sep, $4, count[1]; sep = ", " }'; }

for patch in "$plants"/*.patch; do
  name=$(basename "$patch" .patch)
  is_named "$name" "$@" || continue
  tried=$((tried + 1))
  copy=$work/$name json=$work/$name.json
  git clone --quiet . "$copy"
  git -C "$copy" apply "$PWD/$patch" || fail "$patch does not fit any more"
  # What is lost never comes: it is waited for not quite as long.
  sed -i 's/Ceiling = TimeSpan.FromMinutes(3)/Ceiling = TimeSpan.FromSeconds(75)/' "$copy/$storm"
  grep -q 'Ceiling = TimeSpan.FromSeconds(75)' "$copy/$storm" || fail "$storm has another ceiling"
  eval "rounds=($(told faults))"
  printf '%s: ' "$name"
  setsid bash "$copy/deploy/faults.sh" --database sqlite "${rounds[@]}" --json "$json" >"$work/$name.log" 2>&1 </dev/null &
  child=$!
  wait "$child" || true
  child=
  if [ ! -s "$json" ]; then
    echo "it did not run"
    tail -n 20 "$work/$name.log"
    unseen=$((unseen + 1))
  elif grep -q "\"wrong\":\"$(told wrong)\"" "$json"; then
    found "$json"
    echo
  else
    echo "not seen; $(found "$json")"
    unseen=$((unseen + 1))
  fi
  rm -rf "$copy"
done
[ $tried -gt 0 ] || fail "no plant is called so"
[ $unseen = 0 ]
