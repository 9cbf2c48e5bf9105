#!/usr/bin/env bash
# Real processes, a real broker, many clients, and one fault after another; then what the clients were told is compared with
# the database. The last lines are the table; the exit code is 0 only when it is all zero. How it works: decision 33.
set -euo pipefail
here=$PWD
cd "$(dirname "$0")/.."
# shellcheck source=deploy/processes.sh
. deploy/processes.sh
# shellcheck source=deploy/install.sh
. deploy/install.sh

readonly usage="usage: ${0##*/} --rounds N [--database sqlite|postgres] [--seed S] [--nodes 1|3] [--only FAULT,...] [--json FILE]
--only takes names of faults, or parts of them, as the table has them."
# Used by install_packages.
# shellcheck disable=SC2034
packages=(rabbitmq-server libfaketime) services=(rabbitmq-server)
rounds='' database=sqlite seed=1 nodes=1 only='' json=''

while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || fail "$usage"
  case $1 in
    --rounds) rounds=$2 ;;
    --database) database=$2 ;;
    --seed) seed=$2 ;;
    --nodes) nodes=$2 ;;
    --only) only=$2 ;;
    --json) json=$(cd "$here" && realpath -m "$2") ;;
    *) fail "$usage" ;;
  esac
  shift 2
done
[[ $rounds =~ ^[1-9][0-9]*$ && $seed =~ ^[0-9]+$ && $database =~ ^(sqlite|postgres)$ && $nodes =~ ^[13]$ ]] || fail "$usage"
if [ "$database" = postgres ]; then packages+=(postgresql) services+=(postgresql); fi

work=$(mktemp -d)
# A database server is another user's process, and has to get into its own part.
chmod 711 "$work"
export TMPDIR=$work

finish() {
  local result=$?
  trap - EXIT
  # Who tells twice does not keep it from clearing away.
  trap '' INT TERM
  set +e
  end_child
  allow_services
  end_left "$work"
  rm -rf "$work"
  exit $result
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
install_packages
export DISPATCH_FAULTS_ROUNDS=$rounds DISPATCH_FAULTS_DATABASE=$database DISPATCH_FAULTS_SEED=$seed DISPATCH_FAULTS_NODES=$nodes DISPATCH_FAULTS_ONLY=$only DISPATCH_FAULTS_JSON=$json
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1
run dotnet build -c Release tests/Dispatch.SystemTests -p:RestoreLockedMode=true -v quiet
run dotnet test -c Release --no-build tests/Dispatch.SystemTests --filter "FullyQualifiedName~When_one_thing_after_another_fails"
