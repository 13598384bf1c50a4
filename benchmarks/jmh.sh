#!/bin/sh
# Runs the JMH suites of all modules, alone or in turns with another revision.
#
#     benchmarks/jmh.sh [PATTERN] [JMH OPTION...]
#     benchmarks/jmh.sh --store FILE [PATTERN] [JMH OPTION...]
#     benchmarks/jmh.sh --against REVISION|FILE [--rounds N] [--limit RATIO] [PATTERN] [JMH OPTION...]
#
# The first writes benchmarks/target/jmh.json; the second keeps its figures as a baseline, with the revision and the machine.
# The third runs the main classes of the revision, or of the one that a baseline was taken of, and those of this tree under
# the same benchmarks in one run, fork by fork in turns, and prints ratios; it exits with 3 when one is above the limit.
# ../shared, or OCTET_SHARED, is where the photos are; MAVEN_ARGS goes to Maven.
set -eu

home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
shared=${OCTET_SHARED:-$home/../shared}
modules="native-bindings calibrator benchmarks runner"

fail() {
    printf 'jmh.sh: %s\n' "$1" >&2
    exit 2
}

against='' store='' rounds=3 limit=1.15
while [ $# -gt 0 ]; do
    case $1 in
        --against | --store | --rounds | --limit)
            [ $# -gt 1 ] || fail "$1 needs a value."
            case $1 in
                --against) against=$2 ;;
                --store) store=$2 ;;
                --rounds) rounds=$2 ;;
                --limit) limit=$2 ;;
            esac
            shift 2
            ;;
        *) break ;;
    esac
done
[ -z "$against" ] || [ -z "$store" ] || fail "--against and --store cannot be given together."

unchecked="-Dcheckstyle.skip -Dspotless.check.skip -Denforcer.skip"

# shellcheck disable=SC2086 # options are words
(cd "$home" && ./mvnw -B -q -Pjmh -DskipTests $unchecked -pl runner -am process-test-classes) >&2
libraries=$(cat "$home/runner/target/jmh.classpath")
suites=$home/benchmarks/target/test-classes:$home/runner/target/test-classes
path=$suites:$home/runner/target/classes:$libraries
java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
revision=$(git -C "$home" rev-parse HEAD 2>/dev/null || echo unknown)
[ -z "$(git -C "$home" status --porcelain --untracked-files=no 2>/dev/null)" ] || revision=$revision-changed

if [ -z "$against" ]; then
    out=$home/benchmarks/target/jmh.json
    "$java" "-Doctet.shared=$shared" -cp "$path" org.openjdk.jmh.Main \
        -prof dev.octet.benchmarks.jmh.CpuTime -rf json -rff "$out" "$@" >&2
    [ -z "$store" ] || "$java" -cp "$path" dev.octet.benchmarks.jmh.StoreBaseline "$out" "$revision" "$store"
    printf '%s\n' "$out"
    exit 0
fi

stored=''
if [ -f "$against" ]; then
    stored=$against
    against=$(sed -n 's/.*"revision" *: *"\([0-9a-f]*\)".*/\1/p' "$stored" | head -n 1)
fi
commit=$(git -C "$home" rev-parse --verify --quiet "$against^{commit}") || fail "There is no revision '$against' here."
tree=$home/benchmarks/target/revisions/$commit
if [ ! -f "$tree/octet-built" ]; then
    git -C "$home" worktree prune
    [ -d "$tree" ] || git -C "$home" worktree add --detach "$tree" "$commit" >&2
    # shellcheck disable=SC2086 # options are words
    (cd "$tree" && ./mvnw -B -q -DskipTests $unchecked -pl runner -am process-classes) >&2
    : >"$tree/octet-built"
fi
other=$path
for module in $modules; do
    other=$(printf '%s' "$other" | sed "s|$home/$module/target/classes|$tree/$module/target/classes|g")
done
exec "$java" "-Doctet.shared=$shared" -cp "$path" dev.octet.benchmarks.jmh.InTurns \
    "$commit" "$other" "$revision" "$path" "$rounds" "$limit" "$stored" "$@"
