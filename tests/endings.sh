#!/usr/bin/env bash
# What becomes of results when a run ends badly: kill -9, a full disk at every write, two writers, closed and full streams, signals, folders that
# are read-only, linked or somebody else's. Prints one row of a table for each, and fails if one is not as it must be.
# Usage: tests/endings.sh PATH-OF-RELUMINE [KILLS-OF-EACH-COMMAND]. Rows that need a privilege (mount, another user) say so where it is missing.
set -u
relumine=$(realpath "$1")
kills=${2:-25}
top=$(mktemp -d)
chmod 755 "$top"
trap 'umount "$top/disk" 2> /dev/null; rm -rf "$top"' EXIT
cd "$top"
bad=0

row() { # what · expected · seen
    local mark=yes
    if [ "$2" != "$3" ]; then mark="**no: $2 expected**"; bad=$((bad + 1)); fi
    printf '| %s | %s | %s |\n' "$1" "$3" "$mark"
}

random() { od -An -N2 -tu2 /dev/urandom | awk -v from="$1" -v to="$2" '{ printf "%.3f", from + (to - from) * $1 / 65536 }'; }

# Whether every file of a folder is whole: JSON ends with its bracket, models load, pages end, and nothing is half written.
whole() {
    local file
    while IFS= read -r file; do
        case $file in
            *.relumine-part*) echo "part"; return ;;
            *.onnx) "$relumine" audit "$file" --data data.csv -q > /dev/null 2>&1 || { echo "broken $(basename "$file")"; return; } ;;
            *.json) [ "$(tr -d ' \n' < "$file" | tail -c 1)" = '}' ] || { echo "broken $(basename "$file")"; return; } ;;
            *.html) [ "$(tail -c 8 "$file" | tr -d '\n')" = '</html>' ] || { echo "broken $(basename "$file")"; return; } ;;
        esac
    done < <(find "$1" -type f)
    echo whole
}

cat > recipe.json <<'RECIPE'
{ "data": { "blobs": { "samples": 1000 }, "validation": 0.2 }, "model": [ { "dense": 48 }, "relu", { "dense": 48 }, "relu", { "dense": 10 } ],
  "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.05 } }, "batch": 32, "epochs": 40, "seed": 1 }
RECIPE
sed 's/"epochs": 40/"epochs": 100000/' recipe.json > endless.json
awk 'BEGIN { for (row = 0; row < 60; row++) for (i = 0; i < 20; i++) printf "%.3f%s", sin(row * 20 + i * 7), i < 19 ? "," : "\n" }' > data.csv
"$relumine" train recipe.json -q --output trained > /dev/null || exit 1
cp trained/model.onnx model.onnx

echo "| what | seen | as it must be |"
echo "|---|---|---|"

# --- kill -9 -----------------------------------------------------------------------------------------------------------------------------
killed() { # name, seconds, folder, command… : kills at random moments; then once to the end, and everything must be whole
    local name=$1 most=$2 folder=$3 hit=0 run good=0
    shift 3
    for run in $(seq "$kills"); do
        "$@" > /dev/null 2>&1 &
        local process=$!
        sleep "$(random 0.02 "$most")"
        kill -9 "$process" 2> /dev/null && hit=$((hit + 1))
        wait "$process" 2> /dev/null
        # Results have their names only when they are whole; a leftover has a name of its own, and is gone after the last run.
        [ "$(find "$folder" -type f ! -name '*.relumine-part*' -newer recipe.json -size 0 ! -name .relumine-run ! -name log.jsonl 2> /dev/null | wc -l)" = 0 ] && good=$((good + 1))
    done
    "$@" > /dev/null 2>&1
    row "\`kill -9\` of $name, then the same command once more" "$kills of $kills without an empty file; at the end 0, whole" \
        "$good of $kills without an empty file; at the end $?, $(whole "$folder")"
    echo "$name: $hit of $kills were still running" >&2
}
mkdir trimmed audited
killed "\`train --resume\`" 0.9 killed-train "$relumine" train recipe.json -q --output killed-train --resume --checkpoint-every 20
killed "\`checkup --resume\`" 1.5 killed-checkup "$relumine" checkup recipe.json -q --output killed-checkup --resume
killed "\`trim\`" 0.3 trimmed "$relumine" trim model.onnx --data data.csv -q --output trimmed/model.onnx --json trimmed/trim.json
killed "\`audit\`" 0.3 audited "$relumine" audit model.onnx --data data.csv -q --json audited/audit.json --html audited/audit.html
row "bits of the model that was killed and resumed" same "$(cmp -s trained/model.onnx killed-train/model.onnx && echo same || echo different)"

# --- a full disk -------------------------------------------------------------------------------------------------------------------------
full() { # name, command… with the disk's folder as DISK
    local name=$1 size codes="" states=""
    shift
    for size in 4 8 12 16 24 32 48 64 96 128 192 256 384 512 768 1024 2048 8192; do
        mkdir -p disk
        mount -t tmpfs -o size=${size}k tmpfs disk 2> /dev/null || { printf '| a full disk under %s | not tried: no right to mount | |\n' "$name"; return; }
        "$@" > /dev/null 2> full.txt
        local code=$?
        grep -q "   at Relumine" full.txt && codes="$codes trace"
        codes="$codes $code"
        states="$states $(whole disk | tr ' ' '-')"
        umount disk
    done
    row "a full disk under $name, 18 sizes from 4 KiB on" "codes 0 4, files whole" \
        "codes $(echo "$codes" | tr ' ' '\n' | sort -u | xargs), files $(echo "$states" | tr ' ' '\n' | sort -u | xargs)"
}
full "\`train\`" "$relumine" train recipe.json -q --output disk/run --checkpoint-every 20
full "\`checkup\`" "$relumine" checkup recipe.json -q --output disk/run
full "\`trim\`" "$relumine" trim model.onnx --data data.csv -q --output disk/model.onnx --json disk/trim.json
full "\`audit\`" "$relumine" audit model.onnx --data data.csv -q --json disk/audit.json --html disk/audit.html --sarif disk/audit.sarif --junit disk/audit.xml

# --- two writers -------------------------------------------------------------------------------------------------------------------------
"$relumine" train endless.json -q --output shared > /dev/null 2>&1 &
first=$!
sleep 1.5
"$relumine" train recipe.json -q --output shared > /dev/null 2> second.txt
row "two runs into one folder" "second ends with 4, first goes on" "second ends with $?, first $(kill -0 "$first" 2> /dev/null && echo "goes on" || echo ended)"

# --- signals -----------------------------------------------------------------------------------------------------------------------------
kill -HUP "$first"
wait "$first"
row "SIGHUP in \`train\`" "130, model.onnx there, whole" "$?, model.onnx $(test -s shared/model.onnx && echo there || echo missing), $(whole shared)"
for signal in TERM INT; do
    rm -rf stopped
    # A shell without a terminal has its background jobs ignore the keyboard's signal.
    env --default-signal=INT "$relumine" train endless.json -q --output stopped > /dev/null 2>&1 &
    sleep 1.5
    kill -$signal $!
    wait $!
    row "SIG$signal in \`train\`" "130, model.onnx there, whole" "$?, model.onnx $(test -s stopped/model.onnx && echo there || echo missing), $(whole stopped)"
done
"$relumine" checkup endless.json -q --output stopped-checkup > /dev/null 2>&1 &
sleep 1.5
kill -HUP $!
wait $!
row "SIGHUP in \`checkup\`" "130, whole" "$?, $(whole stopped-checkup)"

# --- streams -----------------------------------------------------------------------------------------------------------------------------
trace() { grep -q "^ *at " "$1" && echo "a trace" || echo "no trace"; }
"$relumine" audit model.onnx --data data.csv --json - > /dev/full 2> err.txt
row "standard output full (\`> /dev/full\`)" "4, no trace" "$?, $(trace err.txt)"
"$relumine" audit model.onnx --data data.csv --json - >&- 2> err.txt
row "standard output closed (\`>&-\`)" "4, no trace" "$?, $(trace err.txt)"
"$relumine" audit model.onnx --data data.csv > /dev/null 2>&-
row "standard error closed" "4" "$?"
"$relumine" audit model.onnx --data data.csv > /dev/null 2> /dev/full
row "standard error full" "4" "$?"
"$relumine" audit model.onnx --data data.csv <&- > /dev/null 2> err.txt
row "standard input closed" "0, no trace" "$?, $(trace err.txt)"
"$relumine" audit model.onnx --data data.csv >&- 2>&- <&-
row "all three closed, a table asked for" "4" "$?"
"$relumine" explain relu 2> err.txt | head -n 1 > /dev/null
row "a reader that goes away (\`| head -n 1\`)" "0, no trace" "${PIPESTATUS[0]}, $(trace err.txt)"
"$relumine" audit model.onnx --data data.csv -q --json /dev/null > /dev/null 2>&1
row "\`--json /dev/null\`" "0, the device stays" "$?, $(test -c /dev/null && echo "the device stays" || echo "the device is gone")"
mkfifo pipe
timeout 60 cat pipe > read.json &
"$relumine" audit model.onnx --data data.csv -q --json pipe > /dev/null 2>&1
code=$?
wait $!
row "a named pipe as \`--json\`" "0, read whole, still a pipe" "$code, $(tail -c 2 read.json | grep -q '}' && echo "read whole" || echo "read in part"), $(test -p pipe && echo "still a pipe" || echo "no pipe")"

# --- places ------------------------------------------------------------------------------------------------------------------------------
mkdir place
echo '{}' > place/old.json
chmod 640 place/old.json
ln -s old.json place/link.json
"$relumine" audit model.onnx --data data.csv -q --json place/link.json > /dev/null 2>&1
row "a link as target" "0, link stays, mode 640" "$?, link $(test -L place/link.json && echo stays || echo gone), mode $(stat -c %a place/old.json)"
mkdir foreign
echo thesis > foreign/thesis.txt
"$relumine" train recipe.json -q --output foreign > /dev/null 2>&1
row "\`train\` into a folder with other files" "4, thesis.txt alone in it" "$?, $(ls foreign | xargs) alone in it"
cp model.onnx input.onnx
"$relumine" trim input.onnx --data data.csv -q --output input.onnx > /dev/null 2>&1
row "the target is the input" "2, input unchanged" "$?, input $(cmp -s model.onnx input.onnx && echo unchanged || echo changed)"
if command -v setpriv > /dev/null && [ "$(id -u)" = 0 ] && setpriv --reuid=65534 --regid=65534 --clear-groups test -x "$relumine"; then
    mkdir readonly
    chmod 555 readonly
    setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="$top" DOTNET_CLI_HOME="$top" "$relumine" train "$top/recipe.json" -q --output "$top/readonly/run" > /dev/null 2> err.txt
    row "a read-only folder, as another user" "4, no trace, folder empty" "$?, $(trace err.txt), folder $(test -z "$(ls -A readonly)" && echo empty || echo written)"
else
    printf '| a read-only folder | not tried: needs another user who may run the program | |\n'
fi
mkdir -p disk
if mount -t tmpfs -o ro tmpfs disk 2> /dev/null; then
    "$relumine" train recipe.json -q --output disk/run > /dev/null 2> err.txt
    row "a file system mounted read-only" "4, no trace" "$?, $(trace err.txt)"
    umount disk
fi
[ "$bad" = 0 ]
