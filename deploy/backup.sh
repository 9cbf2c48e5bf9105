#!/usr/bin/env bash
# A copy of the database and the photos of a pilot, in DIR/DATE; such copies older than two weeks are removed, and nothing else
# in DIR. Until it is whole it is called DIR/DATE.part. Where there is PostgreSQL see the runbook.
# usage: [DISPATCH=PROGRAM] [PHOTOS=data/photos] backup.sh DIR, in the folder where the service runs; without PHOTOS the photos
# are where the setting Dispatch__Photos says
set -euo pipefail
[ $# = 1 ] || { echo "usage: ${0##*/} DIR" >&2; exit 2; }

readonly days=14 photos=${PHOTOS:-${Dispatch__Photos:-data/photos}}
# As the copies are named, in the words of find.
readonly dated='20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]-[0-9][0-9][0-9][0-9][0-9][0-9]'
copy=$1/$(date +%Y-%m-%d-%H%M%S)
mkdir -p "$1"
mkdir "$copy.part"
trap 'rm -rf "$copy.part"' EXIT
# The database first: a photo that it names is a file already, and files are never changed.
"${DISPATCH:-dispatch}" backup "$copy.part/dispatch.db"
[ ! -d "$photos" ] || cp -a "$photos" "$copy.part/photos"
# On the disk before it has its name: the power may go.
sync -f "$copy.part"
mv -T "$copy.part" "$copy"
find "$1/" -mindepth 1 -maxdepth 1 -type d \( -name "$dated" -o -name "$dated.part" \) -mtime +$days -exec rm -rf {} +
echo "$copy"
