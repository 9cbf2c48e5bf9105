# shellcheck shell=bash
# Sourced, after processes.sh: Debian packages that a script needs and that are not there yet, without the services they would start.

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else fail "installing ${missing[*]} needs root or sudo; install them yourself or run this as root"
  fi
}

# $packages, of which $services are started by the machine from then on, unless they are disabled. There may be none of these.
install_packages() {
  missing=()
  local package
  for package in "${packages[@]}"; do
    dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  as_root apt-get update -q
  [ ${#services[@]} = 0 ] || forbid_services
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
    -o DPkg::Lock::Timeout=120 "${missing[@]}" </dev/null
  allow_services
  [ ${#services[@]} = 0 ] || [ ! -d /run/systemd/system ] || as_root systemctl disable --quiet "${services[@]}"
}

# Debian starts a service as it installs it, unless this file says no. One of ours, known by its second line, was left by a
# script that was killed: it is not kept as the machine's own.
readonly policy=/usr/sbin/policy-rc.d ours='# Of Dispatch, deploy/install.sh: for as long as it installs.'
forbid_services() {
  forbidden=yes
  ! grep -qsxF "$ours" $policy || return 0
  [ ! -e $policy ] || as_root mv $policy $policy.before-dispatch
  printf '#!/bin/sh\n%s\nexit 101\n' "$ours" | as_root tee $policy >/dev/null
  as_root chmod 755 $policy
}

allow_services() {
  [ "${forbidden:-}" ] || return 0
  as_root rm -f $policy
  [ ! -e $policy.before-dispatch ] || as_root mv $policy.before-dispatch $policy
  forbidden=
}
