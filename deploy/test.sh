#!/usr/bin/env bash
# Everything that must be green: build without warnings, formatting, every test on a real broker and a real server.
# Needs a Debian or Ubuntu with the .NET 10 SDK; installs the rest; stops what it started, and nothing else.
# After the summary it names the tests that failed and what they said, for who sees only the end of the output.
# The last line is "N passed, N failed", with ", N skipped or inconclusive" where there are any.
# Fixtures marked [OnBothDatabases] run on SQLite and on PostgreSQL. With --long also what there is no time for otherwise: a cluster
# that loses a node by itself, twenty kills in a run, and every test of the service's parts on PostgreSQL that does not say otherwise.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=deploy/processes.sh
. deploy/processes.sh
# shellcheck source=deploy/install.sh
. deploy/install.sh

readonly packages=(rabbitmq-server postgresql libfaketime chromium fonts-noto-cjk) services=(rabbitmq-server postgresql)
readonly broker=deploy/rabbitmq-private.sh postgres=deploy/postgres-private.sh
case ${1:-} in
  '') readonly filter='TestCategory!=Long' ;;
  --long) readonly filter='' ;;
  *) fail "usage: ${0##*/} [--long]" ;;
esac
work=$(mktemp -d)
# PostgreSQL runs as a user of its own, who must find the way to its folder.
chmod 711 "$work"
step= report= preparing=

# Build nodes that linger would outlive this script. The compiler's server does as well, but ends with the step that started
# it; nobody else finds it, because its socket is in our own folder.
export MSBUILDDISABLENODEREUSE=1
# Whatever a killed test leaves lying about goes with the rest at the end.
export TMPDIR=$work
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

begin() {
  step=$1
  started=$SECONDS
  echo
  echo "== $step"
}

done_with() { report+=$(printf '\n  %-28s %4d s' "$step" $((SECONDS - started))); step=; }

# Sums one attribute of the counters in the result files of all test projects.
count() {
  cat "$work"/results/*.trx 2>/dev/null | grep -o '<Counters [^>]*' | grep -o " $1=\"[0-9]*" | cut -d'"' -f2 |
    awk '{ n += $1 } END { print n + 0 }'
}

finish() {
  local result=$? passed failed skipped unanswered failures
  trap - EXIT
  # Who tells twice does not keep it from clearing away.
  trap '' INT TERM
  set +e
  end_child
  # Killed, it would leave half a package or a broker on its way up. It ends by itself, and what it started is stopped below.
  [ -z "$preparing" ] || wait "$preparing"
  [ ! -f "$work/broker/ports" ] || end_broker "$work/broker"
  [ ! -f "$work/postgres/port" ] || bash $postgres kill "$work/postgres"
  end_left "$work"
  passed=$(count passed) failed=$(count failed)
  skipped=$(($(count total) - passed - failed))
  # Of a test that gave no answer the name is told: it may hide that something is not checked here.
  unanswered=$(cat "$work"/results/*.trx 2>/dev/null | grep -o '<UnitTestResult [^>]*outcome="\(NotExecuted\|Inconclusive\)"' | grep -o 'testName="[^"]*"' | cut -d'"' -f2)
  failures=$(awk -f deploy/failures.awk "$work"/results/*.trx 2>/dev/null)
  rm -rf "$work"
  [ $((result + passed + failed)) -gt 0 ] || { step="Tests: none was run"; result=1; }
  [ "$failed" = 0 ] || [ $result != 0 ] || result=1
  printf '\n== Summary%s\n' "$report"
  [ -z "$step" ] || echo "  FAILED: $step"
  [ -z "$unanswered" ] || printf '\nSkipped or inconclusive:\n%s\n' "$unanswered"
  [ -z "$failures" ] || printf '\nFailed:\n%s\n' "$failures"
  [ $skipped = 0 ] && skipped='' || skipped=", $skipped skipped or inconclusive"
  echo "$passed passed, $failed failed$skipped"
  exit $result
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Packages are fetched, and the broker and the server start, while the compiler works.
prepare() {
  trap allow_services EXIT
  # timeout tells the whole group to stop, this too; the step it is at ends first.
  trap : TERM
  install_packages
  bash $broker start "$work/broker" >"$work/uri"
  bash $postgres start "$work/postgres" --forgetful >"$work/connection"
}

begin "Build, packages, broker"
command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing: https://learn.microsoft.com/dotnet/core/install/linux"
prepare </dev/null &
preparing=$!
# Locked: a package that the lock files don't name is an error here, not a quiet change of them.
run dotnet build -c Release Dispatch.sln -p:RestoreLockedMode=true
wait "$preparing"
preparing=
DISPATCH_TEST_BUS=$(<"$work/uri")
DISPATCH_TEST_POSTGRES=$(<"$work/connection")
export DISPATCH_TEST_BUS DISPATCH_TEST_BROKER=$work/broker DISPATCH_TEST_POSTGRES
echo "$DISPATCH_TEST_BUS"
done_with

begin "Publishing"
# What is built, compiled ahead for this machine as installations have it: the system tests start it again and again, and each
# start then costs little more than half the processor time.
case $(uname -m) in
  x86_64) target=linux-x64 ;;
  aarch64) target=linux-arm64 ;;
  *) fail "no published form for $(uname -m)" ;;
esac
# What was built is taken as it is: with a target of its own the compiler would begin again.
readonly form=(-p:RuntimeIdentifier=$target -p:AppendRuntimeIdentifierToOutputPath=false -v quiet)
run dotnet restore src/Dispatch.Web "${form[@]}" -p:RestoreLockedMode=true
run dotnet publish src/Dispatch.Web -c Release --no-build --no-self-contained "${form[@]}" -o "$work/service"
export DISPATCH_TEST_SERVICE=$work/service/Dispatch.Web.dll
done_with

begin "Formatting"
# Style is the build's (EnforceCodeStyleInBuild, .editorconfig), the order of usings a test's (House/The_usings).
run dotnet format whitespace . --folder --verify-no-changes --include src/ tests/
done_with

begin "Tests"
# One project at a time: some tests wait for real processes, and neighbours would starve them.
run dotnet test -c Release --no-build Dispatch.sln -m:1 ${filter:+--filter "$filter"} --logger trx --results-directory "$work/results"
done_with

if [ -z "$filter" ]; then
  begin "The same on PostgreSQL"
  export DISPATCH_TEST_DATABASE=postgres
  run dotnet test -c Release --no-build tests/Dispatch.Tests --logger trx --results-directory "$work/results"
  done_with
fi
