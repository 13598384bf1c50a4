#!/bin/sh
# Makes a base image, in the form of docker save, of a folder that is a root file system: such as debootstrap makes it.
#   base-from-folder.sh FOLDER FILE.tar [ARCHITECTURE]
# The same folder gives the same bytes.
set -eu

[ $# -ge 2 ] || {
    echo "usage: base-from-folder.sh FOLDER FILE.tar [amd64|arm64]" >&2
    exit 2
}
folder=$1
file=$2
architecture=${3:-amd64}
[ -d "$folder" ] || {
    echo "base-from-folder.sh: $folder is no folder." >&2
    exit 4
}

work=$(mktemp -d "$(dirname "$file")/base.XXXXXX")
trap 'rm -rf "$work"' EXIT
# Devices, and what belongs to a running system, are not part of an image.
tar --create --file="$work/layer.tar" --directory="$folder" --sort=name --mtime=@0 --numeric-owner --format=posix \
    --pax-option=delete=atime,delete=ctime --exclude='./proc/*' --exclude='./sys/*' --exclude='./dev/*' \
    --exclude='./var/cache/apt/*' --exclude='./var/lib/apt/lists/*' .
layer=$(sha256sum <"$work/layer.tar" | cut -d ' ' -f 1)
printf '{"created":"1970-01-01T00:00:00Z","architecture":"%s","os":"linux","config":{"Env":["PATH=%s"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]},"history":[]}' \
    "$architecture" /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$layer" >"$work/config.json"
printf '[{"Config":"config.json","RepoTags":["local/base:1"],"Layers":["layer.tar"]}]' >"$work/manifest.json"
tar --create --file="$file" --directory="$work" --mtime=@0 --numeric-owner --owner=0 --group=0 --mode=644 --format=ustar \
    manifest.json config.json layer.tar
