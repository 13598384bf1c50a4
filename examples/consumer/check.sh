#!/bin/sh
# Proves that another application needs the BOM and the calibrator, and nothing else: deploys both into a file repository,
# compiles and runs the project beside this script in a folder of its own, with a local repository that begins empty.
#   check.sh FOLDER MODEL.onnx
# FOLDER must be empty. What is downloaded takes some hundred megabytes.
set -eu

[ $# -eq 2 ] || {
    echo "usage: check.sh FOLDER MODEL.onnx" >&2
    exit 2
}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
home=$(CDPATH='' cd -- "$here/../.." && pwd -P)
model=$(CDPATH='' cd -- "$(dirname -- "$2")" && pwd -P)/$(basename -- "$2")
mkdir -p "$1"
folder=$(CDPATH='' cd -- "$1" && pwd -P)
[ -z "$(ls -A "$folder")" ] || {
    echo "check.sh: $folder is not empty." >&2
    exit 4
}

# With OCTET_DEPLOYED, the address of a repository that has both already.
repository=${OCTET_DEPLOYED:-file://$folder/repository}
[ -n "${OCTET_DEPLOYED:-}" ] || (cd "$home" && ./mvnw -B -q -DskipTests -pl bom,calibrator -am deploy \
    "-DaltDeploymentRepository=octet::$repository")

cp -R "$here" "$folder/app"
cp -R "$home/mvnw" "$home/.mvn" "$folder/app"
cd "$folder/app"
maven() {
    ./mvnw -B -q "-Dmaven.repo.local=$folder/local" "-Doctet.repository=$repository" "$@"
}
maven compile dependency:tree "-DoutputFile=$folder/tree.txt"
maven dependency:build-classpath "-Dmdep.outputFile=$folder/classpath.txt"

# Names of what only a machine with a GPU has, or that is an add-on, must not be in the tree.
if grep -E 'redist|pytorch|libtorch|onnxruntime_gpu|-platform' "$folder/tree.txt"; then
    echo "check.sh: the dependencies above must not be there." >&2
    exit 1
fi
java -cp "target/classes:$(cat "$folder/classpath.txt")" app.Calibrate "$model" "$folder/int8.onnx"
[ -s "$folder/int8.onnx" ]
tr ':' '\n' <"$folder/classpath.txt" >"$folder/jars.txt"
size=$(while read -r jar; do stat -Lc %s "$jar"; done <"$folder/jars.txt" | awk '{ all += $1 } END { print all / 1e6 }')
echo "$(wc -l <"$folder/jars.txt") jars, $size MB"
