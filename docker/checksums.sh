#!/bin/sh
# Writes SHA256SUMS of all files in a folder that are to be published, and its signature where a key is named.
#   checksums.sh FOLDER [GPG-KEY]
set -eu

if [ $# -lt 1 ] || [ ! -d "$1" ]; then
    echo "usage: checksums.sh FOLDER [GPG-KEY]" >&2
    exit 2
fi
cd "$1"
rm -f SHA256SUMS SHA256SUMS.asc
[ -n "$(find . -maxdepth 1 -type f)" ] || {
    echo "checksums.sh: there is no file in $1." >&2
    exit 4
}
# Written elsewhere first, so that it is not in its own list.
sums=$(mktemp)
trap 'rm -f "$sums"' EXIT
for file in *; do
    [ ! -f "$file" ] || sha256sum -- "$file"
done >"$sums"
cat "$sums" >SHA256SUMS
if [ -n "${2:-}" ]; then
    gpg --batch --yes --local-user "$2" --armor --detach-sign SHA256SUMS
    echo "$(wc -l <SHA256SUMS) files, signed by $2; check with: gpg --verify SHA256SUMS.asc && sha256sum --check SHA256SUMS"
else
    echo "$(wc -l <SHA256SUMS) files, not signed; check with: sha256sum --check SHA256SUMS"
fi
