#!/bin/sh
# Unpacks an image, in the form of docker save, into an empty folder: its root file system, for chroot.
#   unpack-image.sh FILE.tar FOLDER
set -eu

[ $# -eq 2 ] || {
    echo "usage: unpack-image.sh FILE.tar FOLDER" >&2
    exit 2
}
mkdir -p "$2"
[ -z "$(ls -A "$2")" ] || {
    echo "unpack-image.sh: $2 is not empty." >&2
    exit 4
}
work=$(mktemp -d "$2.XXXXXX")
trap 'rm -rf "$work"' EXIT
tar --extract --file="$1" --directory="$work"
# The layers stand in the manifest in the order in which they lie on each other.
sed 's/.*"Layers":\[\([^]]*\)\].*/\1/; s/[",]/ /g' "$work/manifest.json" | tr -s ' ' '\n' | while read -r layer; do
    [ -z "$layer" ] || tar --extract --warning=no-unknown-keyword --file="$work/$layer" --directory="$2" --numeric-owner --preserve-permissions
done
