#!/usr/bin/env bash
# Measures what docs/trust.md promises, at length, and writes docs/measurements/trust.md. Takes about half an hour on two cores.
# Usage: tests/trust.sh [MUTANTS] [MODELS] [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."
mutants=${1:-100000} models=${2:-10000} seed=${3:-1}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dotnet build tests/Relumine.Cli.Tests -c Release --nologo --verbosity quiet >&2
relumine=$PWD/src/Relumine.Cli/bin/Release/net10.0/relumine

RELUMINE_FUZZ=$mutants RELUMINE_FUZZ_SEED=$seed RELUMINE_FUZZ_COUNTS=$folder/fuzz \
    dotnet test tests/Relumine.Cli.Tests -c Release --no-build --nologo --filter InputFuzzTests >&2
tests/differential.sh "$models" "$seed" | tee "$folder/all" >&2
tail -n 1 "$folder/all" > "$folder/differential"
tests/endings.sh "$relumine" 25 > "$folder/endings"
tests/bits.sh "$relumine" > "$folder/bits"

{
    echo "# Trust, measured"
    echo
    echo "Written by \`tests/trust.sh\`, version $("$relumine" --version). What is promised stands in [Trust](../trust.md)."
    echo
    echo "## Damaged files"
    echo
    echo "Each mutant ended with an exit code of [the list](../exit-codes.md) other than 5, within 5 seconds of CPU time and 1 GiB."
    echo
    echo "| format | mutants | seed | exit code: how many |"
    echo "|---|---:|---:|---|"
    sort "$folder/fuzz"
    echo
    echo "## The same model on other ways"
    echo
    cat "$folder/differential"
    echo "Each was also run fused and not, on threads, in parts, and after it was written and read again."
    echo
    echo "## Threads 1, 2, 3, 8, each with registers of 128, 256 and 512 bits"
    echo
    echo "| command | files compared | |"
    echo "|---|---|---|"
    cat "$folder/bits"
    echo
    echo "## Bad ends"
    echo
    cat "$folder/endings"
} > "$folder/trust.md"
mv "$folder/trust.md" docs/measurements/trust.md
