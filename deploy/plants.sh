#!/usr/bin/env bash
# Plants faults in the product, one after another, each in a copy of what is committed, and lets the fault harness loose on it: for
# each promise it must turn red. Each is a patch in tests/Dispatch.SystemTests/Faults/Plants, and says with which rounds it is seen.
#
#   bash deploy/plants.sh [PART-OF-A-NAME ...]     all, or those named; on SQLite, with one broker; two or three minutes each
set -euo pipefail
cd "$(dirname "$0")/.."
readonly plants=$PWD/tests/Dispatch.SystemTests/Faults/Plants
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

named() {
  [ $# -gt 1 ] || return 0
  local name=$1 part
  shift
  for part; do [[ $name != *"$part"* ]] || return 0; done
  return 1
}

green=0
for patch in "$plants"/*.patch; do
  name=$(basename "$patch" .patch)
  named "$name" "$@" || continue
  copy=$work/$name
  git clone --quiet . "$copy"
  git -C "$copy" apply "$patch"
  # What is lost never comes: it is waited for not quite as long.
  sed -i 's/Ceiling = TimeSpan.FromMinutes(3)/Ceiling = TimeSpan.FromSeconds(75)/' "$copy/tests/Dispatch.SystemTests/Faults/Storm.cs"
  eval "args=($(sed -n 's/^faults: //p' "$patch"))"
  printf '%s ' "$name"
  if bash "$copy/deploy/faults.sh" --database sqlite "${args[@]}" --json "$work/$name.json" >"$work/$name.log" 2>&1 </dev/null; then
    echo "GREEN: the harness does not see it"
    green=$((green + 1))
  elif [ -s "$work/$name.json" ]; then
    grep -o '"wrong":"[A-Za-z]*"' "$work/$name.json" | sort | uniq -c | awk -F'"' '{ split($1, n, " "); printf "%s%s %s", sep, $4, n[1]; sep = ", " } END { print "" }'
  else
    echo "did not run:"
    tail -20 "$work/$name.log"
    green=$((green + 1))
  fi
  rm -rf "$copy"
done
[ $green = 0 ]
