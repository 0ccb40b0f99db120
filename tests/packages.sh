#!/usr/bin/env bash
# Packs everything, installs the tool and the libraries from a local folder as a user would, and runs both.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The tool comes in three: one that names the platforms, a native program for linux-x64, and a portable one for the rest.
dotnet pack Relumine.slnx -c Release -o "$work/artifacts" --verbosity quiet --nologo
for platform in any linux-x64; do
    dotnet pack src/Relumine.Cli -c Release -r "$platform" -o "$work/artifacts" --verbosity quiet --nologo
done
ls "$work/artifacts"

# What a package shows comes with it: its own page, the icon, the licence. And symbols. (A zip file lists its names as they are.)
for package in "$work"/artifacts/*.nupkg; do
    for file in README.md icon.png LICENSE; do
        grep -qaF "$file" "$package" || { echo "packages: $(basename "$package") has no $file." >&2; exit 1; }
    done
    case "$(basename "$package")" in
        Relumine.Cli.[0-9]* | Relumine.Cli.linux-x64.*) ;; # Without a program, or with native ones: no symbols.
        *) test -s "${package%.nupkg}.snupkg" ;;
    esac
done

# The tool: a native program where one was packed. The portable one is run as well.
dotnet tool install Relumine.Cli --tool-path "$work/tool" --add-source "$work/artifacts" --verbosity quiet
if [ "$(uname -sm)" = "Linux x86_64" ]; then
    head -c 4 "$(readlink -f "$work/tool/relumine")" | grep -q ELF || { echo "packages: the tool is no native program." >&2; exit 1; }
    native=$(dirname "$(readlink -f "$work/tool/relumine")")
    test -x "$native/relumine-256" && test -x "$native/relumine-512"
    # On a processor without fused multiply-add the programs would not start, so the launcher has to say why.
    if command -v qemu-x86_64 > /dev/null; then
        for processor in Nehalem SandyBridge; do
            code=0
            qemu-x86_64 -cpu "$processor" "$native/relumine" explain relu > "$work/refused.txt" 2>&1 || code=$?
            [ "$code" = 3 ] && grep -q 'this processor lacks FMA' "$work/refused.txt" || { echo "packages: a $processor is not told." >&2; exit 1; }
        done
        qemu-x86_64 -cpu Haswell "$native/relumine" --version
    else
        echo "packages: skipped: whether a processor without FMA is told needs qemu-x86_64 (Debian: qemu-user)." >&2
    fi
    dotnet src/Relumine.Cli/bin/Release/net10.0/any/publish/relumine.dll explain relu > "$work/portable.txt"
fi
"$work/tool/relumine" --version
"$work/tool/relumine" explain relu > "$work/relu.txt"
grep -q 'ReLU' "$work/relu.txt"
if [ -s "$work/portable.txt" ]; then cmp "$work/relu.txt" "$work/portable.txt"; fi
"$work/tool/relumine" demo --quiet --output "$work/demo"
test -s "$work/demo/report.html"
"$work/tool/relumine" demo --audit --quiet --output "$work/audit"

# The libraries, with the programs that README.md and the pages of the packages show. Packages of others come from where
# they are already unpacked; ours go to a folder of their own, so that the next run does not find this run's.
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
export NUGET_PACKAGES="$work/packages"
mkdir "$work/app"

# Makes the project anew, with the packages that are named.
reference() {
    cat > "$work/app/app.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
  </PropertyGroup>
  <ItemGroup>
PROJECT
    printf '    <PackageReference Include="%s" Version="0.*" />\n' "$@" >> "$work/app/app.csproj"
    printf '  </ItemGroup>\n</Project>\n' >> "$work/app/app.csproj"
    dotnet restore "$work/app" --verbosity quiet -p:RestoreAdditionalProjectSources="$work/artifacts" -p:RestoreFallbackFolders="$packages"
}

# Runs every program that a page shows.
programs() {
    local count program
    count=$(grep -c '^```csharp' "$1" || true)
    for program in $(seq "$count"); do
        awk -v wanted="$program" '/^```csharp/ { inside = ++number == wanted; next } /^```/ { inside = 0 } inside' "$1" > "$work/app/Program.cs"
        printf '\n-- program %s of %s\n' "$program" "$1"
        (cd "$work/app" && dotnet run --no-restore)
    done
}

cp "$work/audit/model.onnx" "$work/audit/data.npy" "$work/demo/recipe.json" "$work/app/"
reference Relumine.Doctor Relumine.Onnx
programs README.md
reference Relumine.Reports Relumine.Onnx Relumine.Geometry Relumine.OnnxRuntime
for page in src/*/README.md; do
    programs "$page"
done
