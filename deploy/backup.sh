#!/usr/bin/env bash
# A copy of the database and the photos of a pilot, in DIR/DATE; copies older than two weeks are removed.
# Where there is PostgreSQL see the runbook.
# usage: [DISPATCH=PROGRAM] [PHOTOS=data/photos] backup.sh DIR, in the folder where the service runs
set -euo pipefail
[ $# = 1 ] || { echo "usage: ${0##*/} DIR" >&2; exit 2; }

readonly days=14 photos=${PHOTOS:-data/photos}
copy=$1/$(date +%Y-%m-%d-%H%M%S)
mkdir -p "$copy"
# The database first: a photo that it names is a file already, and files are never changed.
"${DISPATCH:-dispatch}" backup "$copy/dispatch.db"
[ ! -d "$photos" ] || cp -a "$photos" "$copy/photos"
find "$1" -mindepth 1 -maxdepth 1 -type d -mtime +$days -exec rm -rf {} +
echo "$copy"
