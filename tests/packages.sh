#!/usr/bin/env bash
# Packs everything, installs the tool and the libraries from a local folder as a user would, and runs both.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet pack Relumine.slnx -c Release -o "$work/artifacts" --verbosity quiet --nologo
ls "$work/artifacts"

# What a package shows comes with it: its own page, the icon, the licence. And symbols. (A zip file lists its names as they are.)
for package in "$work"/artifacts/*.nupkg; do
    for file in README.md icon.png LICENSE; do
        grep -qaF "$file" "$package" || { echo "packages: $(basename "$package") has no $file." >&2; exit 1; }
    done
    test -s "${package%.nupkg}.snupkg"
done

# The tool.
dotnet tool install Relumine.Cli --tool-path "$work/tool" --add-source "$work/artifacts" --verbosity quiet
"$work/tool/relumine" --version
"$work/tool/relumine" explain relu > "$work/relu.txt"
grep -q 'ReLU' "$work/relu.txt"
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
reference Relumine.Reports Relumine.Onnx Relumine.Geometry
for page in src/*/README.md; do
    programs "$page"
done
