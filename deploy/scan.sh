#!/usr/bin/env bash
# A foreign scanner, wapiti, looks at every page as each kind of person would be signed in, and as a stranger.
# The pages are a demonstration's, on loopback, in files of its own; nothing else is asked. Needs a Debian or Ubuntu with the
# .NET 10 SDK; installs the rest; stops what it started. DIR keeps a report for each role. Ends with 1 where something of
# medium weight or more was found.
set -euo pipefail
deploy=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=deploy/processes.sh
. "$deploy/processes.sh"
# shellcheck source=deploy/install.sh
. "$deploy/install.sh"

readonly roles=(stranger clerk expert desk office admin)
readonly usage="usage: ${0##*/} DIR [ROLE…]
roles: ${roles[*]}; all of them unless some are named"
readonly packages=(wapiti curl) services=()
readonly password=Scanned-by-wapiti-2026
# Every module but two that ask the internet for their lists (nikto, wapp). Passwords are only guessed as a stranger.
readonly modules="all,-nikto,-wapp" crawl_limit_s=120 module_limit_s=90
[ $# -gt 0 ] || fail "$usage"
reports=$(realpath -m "$1")
shift
[ $# -gt 0 ] || set -- "${roles[@]}"
for role; do [[ " ${roles[*]} " == *" $role "* ]] || fail "there is no role $role; $usage"; done
dir=$(mktemp -d)
export MSBUILDDISABLENODEREUSE=1 TMPDIR=$dir
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

finish() {
  local result=$?
  trap - EXIT
  trap '' INT TERM
  set +e
  end_child
  allow_services
  (end demo TERM) || (end demo KILL)
  rm -rf "$dir"
  exit $result
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Few orders, so that the crawl comes to an end; and as many requests as a scanner likes.
start_demo() {
  port=$(free_ports 1)
  site=http://127.0.0.1:$port
  (
    cd "$dir"
    export Dispatch__Rates__PerAddress=1000000
    spawn demo dotnet "$deploy/../src/Dispatch.Web/bin/Release/net10.0/Dispatch.Web.dll" demo --orders 40 \
      "--Dispatch:Database=sqlite:$dir/demo.db" "--urls=$site"
  )
  await demo grep -q "on $site" "$dir/demo.out" || fail "the demonstration does not start"
}

# As the browser of $jar; what comes back is in $dir/answer.
ask() { curl -sS -o "$dir/answer" -b "$jar" -c "$jar" "$@" || fail "no answer from ${!#}"; }

post() {
  local page=$1 csrf
  shift
  ask "$site$page"
  # The hidden field that its forms have; any form's will do.
  csrf=$(sed -n 's/.*name="csrf"[^>]*value="\([^"]*\)".*/\1/p;T;q' "$dir/answer")
  [ -n "$csrf" ] || fail "there is no form on $page"
  ask -H "Origin: $site" --data-urlencode "csrf=$csrf" "$@" "$site$page"
}

# With the one-time password that the demonstration prints, which is then changed.
sign_in() {
  local once
  jar=$dir/$1.jar
  once=$(awk -v role="$1" '/^  / && $1 == role { print $2; exit }' "$dir/demo.out")
  [ -n "$once" ] || fail "the demonstration prints no sign-in for $1"
  post /sign-in --data-urlencode "login=$1" --data-urlencode "password=$once"
  post /account/password --data-urlencode "before=$once" --data-urlencode "password=$password" --data-urlencode "again=$password"
  signed_in || fail "$1 could not sign in"
}

signed_in() { [ "$(curl -s -o "$dir/answer" -w '%{http_code}' -b "$jar" "$site/account")" = 200 ]; }

# As wapiti reads them.
cookies() {
  awk 'NF >= 7 && ($1 !~ /^#/ || $1 ~ /^#HttpOnly/) {
    printf "%s\"%s\": { \"value\": \"%s\", \"version\": 0, \"expires\": null, \"secure\": false, \"port\": null }", s, $6, $7; s = ", "
  } BEGIN { printf "{ \"127.0.0.1\": { \"/\": { " } END { print " } } }" }' "$jar"
}

# wapiti with two things mended: on Python 3.11 it takes no address to leave alone, because its flags come too late; and of a
# form with a file it sends every field as a file, so that no form with photos was ever tried past its token.
wapiti() {
  /usr/bin/python3 - "$@" <<'END'
import re, sys
from wapitiCore.main.wapiti import wapiti_main
from wapitiCore.net import crawler
from requests.models import RequestEncodingMixin as Body
encode = Body._encode_files
Body._encode_files = staticmethod(lambda files, data: encode([(name, (None, value) if isinstance(value, str) else value) for name, value in (files.items() if isinstance(files, dict) else files)], data))
crawler.wildcard_translate = lambda pattern: re.compile('(?ms)' + re.escape(pattern).replace(r'\*', '.*') + r'\Z')
sys.argv[0] = 'wapiti'
wapiti_main()
END
}

scan() {
  local role=$1 start=/ as=() with=$modules
  case $role in
    stranger) ;;
    expert) start=/expert ;;
    office) start=/ledger ;;
    admin) start=/audit ;;
    *) start=/board ;;
  esac
  if [ "$role" != stranger ]; then
    sign_in "$role"
    cookies >"$dir/$role.json"
    with+=,-brute_login_form,-buster
    # There it would sign out, change its password, or take the page's language from under itself.
    as=(--cookie "$dir/$role.json" -x "$site/account" -x "$site/account/password" -x "$site/account/passkeys" -x "$site/language/en" -x "$site/language/zh")
  fi
  rm -f "$reports/$role.json"
  wapiti -u "$site$start" --scope domain "${as[@]}" -m "$with" --endpoint "$site/" --flush-session --max-scan-time $crawl_limit_s \
    --max-attack-time $module_limit_s -f json -o "$reports/$role.json" --no-bugreport -v 1 >"$reports/$role.log" 2>&1 || fail "wapiti failed as $role, see $reports/$role.log"
  [ -s "$reports/$role.json" ] || fail "wapiti left no report as $role, see $reports/$role.log"
  [ "$role" = stranger ] || signed_in || fail "the session of $role ended during the scan"
}

# A line for each kind of finding; fails where one is of medium weight or more.
tell() {
  /usr/bin/python3 - "$reports/$1.json" "$1" <<'END'
import json, sys
report = json.load(open(sys.argv[1]))
found = [(finding['level'], kind, finding['info']) for part in ('vulnerabilities', 'anomalies') for kind, all in report[part].items() for finding in all]
weights = {1: 'low', 2: 'medium', 3: 'high', 4: 'critical'}
for level, kind, info in sorted(set(found), reverse=True): print(f"{sys.argv[2]:9} {weights[level]:9} {kind}: {info[:110]} ({found.count((level, kind, info))})")
if not found: print(f"{sys.argv[2]:9} nothing")
sys.exit(any(level > 1 for level, _, _ in found))
END
}

command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing: https://learn.microsoft.com/dotnet/core/install/linux"
install_packages
mkdir -p "$reports"
run dotnet build -c Release -v q "$deploy/../src/Dispatch.Web" || fail "the service does not build"
start_demo
result=0
for role; do
  scan "$role"
  tell "$role" || result=1
done
[ $result = 0 ] || fail "something of medium weight or more was found, see above and $reports"
