#!/bin/sh
# Starts the octet command line of this bundle. Works from any folder and through links.
set -eu

self=$0
while [ -L "$self" ]; do
    target=$(readlink "$self")
    case $target in
        /*) self=$target ;;
        *) self=$(dirname "$self")/$target ;;
    esac
done
home=$(CDPATH='' cd -- "$(dirname -- "$self")" && pwd -P)
classes="$home/lib/*"

if [ -x "$home/runtime/bin/java" ]; then
    java=$home/runtime/bin/java
elif [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    java=$JAVA_HOME/bin/java
else
    java=$(command -v java) || {
        echo "octet: There is no Java, and this bundle has none." >&2
        echo "  Install Java 17 or later, or set JAVA_HOME to one." >&2
        exit 5
    }
fi

