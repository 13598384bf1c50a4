#!/bin/sh
# Checks the parts of an Octet bundle beside this script and joins them to one archive in the current folder.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
into=$(pwd -P)
cd "$here"

fail() {
    printf 'join.sh: %s\n  %s\n' "$1" "$2" >&2
    exit 8
}

[ -f SHA256SUMS ] || fail "SHA256SUMS is not beside this script." "Copy it from where the parts came from."
archive=$(sed -n '$s/^[0-9a-f]*  //p' SHA256SUMS)
sed '$d' SHA256SUMS | while read -r sum part; do
    [ -f "$part" ] || fail "The part $part is missing." "Copy it into $here."
    [ "$(sha256sum <"$part" | cut -d ' ' -f 1)" = "$sum" ] || fail "The part $part is damaged." "Copy it again."
done || exit 8

unfinished=$into/$archive.joining
trap 'rm -f "$unfinished"' EXIT
sed '$d' SHA256SUMS | while read -r sum part; do
    cat "$part"
done >"$unfinished"
whole=$(sed -n '$s/ .*//p' SHA256SUMS)
[ "$(sha256sum <"$unfinished" | cut -d ' ' -f 1)" = "$whole" ] \
    || fail "The joined archive is not what SHA256SUMS says." "Copy SHA256SUMS and the parts again, from one build."
mv "$unfinished" "$into/$archive"
echo "$into/$archive"
echo "Unpack it with: tar -xzf $archive"
