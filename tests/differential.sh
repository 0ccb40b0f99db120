#!/bin/sh
# Runs random models in one process for each width of registers, each also fused and not, on threads, in parts, written and read again,
# and compares what they gave, statistics included. Usage: tests/differential.sh [MODELS] [SEED], after the tests are built (Release).
set -eu
models=${1:-10000}
seed=${2:-1}
tests=$(dirname "$0")/Relumine.Cli.Tests
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for lanes in 128 256 512; do
    RELUMINE_LANES=$lanes RELUMINE_DIFFERENTIAL=$models RELUMINE_FUZZ_SEED=$seed RELUMINE_DIGESTS=$folder/$lanes \
        dotnet test "$tests" -c Release --no-build --nologo --filter DifferentialTests
done
cmp "$folder/128" "$folder/256"
cmp "$folder/256" "$folder/512"
echo "$(wc -l < "$folder/512") models from seed $seed: the same numbers and statistics on 128, 256 and 512 bits."
