using Relumine.House.Tests.Reading;
using Relumine.Testing;

namespace Relumine.House.Tests.Guides;

/// <summary>docs/api records what each package offers, so that a change to it is seen and meant. With RELUMINE_WRITE_DOCS=1 the pages are written
/// instead.</summary>
public class ApiPageTests
{
    // The packages to be used from C#; the program is used by its commands.
    // Programs offer nothing to C#.
    private static readonly string[] s_packages =
        [.. Project.Shipped.Select(p => p.Name).Where(n => !n.EndsWith(".Cli", StringComparison.Ordinal) && n != "Relumine.Launcher")];

    public static TheoryData<string> Packages => [.. s_packages];

    [Theory]
    [MemberData(nameof(Packages))]
    public void WhatAPackageOffersIsRecorded(string package)
    {
        var path = Path.Combine(Repository.Root, "docs", "api", package + ".txt");
        var offered = ApiPage.Of(package);
        if (Environment.GetEnvironmentVariable("RELUMINE_WRITE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, offered);
        }

        var recorded = File.Exists(path) ? File.ReadAllText(path).Split('\n') : [];
        var lines = offered.Split('\n');
        var change = recorded.Except(lines).Select(l => "- " + l.Trim()).Concat(lines.Except(recorded).Select(l => "+ " + l.Trim()));

        change.ShouldBeEmpty(
            $"the public API of {package} is another than docs/api/{package}.txt says; if it is meant to be, run ./check docs and commit the file"
        );
        lines.SequenceEqual(recorded).ShouldBeTrue($"docs/api/{package}.txt has the lines in another order; run ./check docs and commit it");
    }

    [Fact]
    public void NoPageIsLeftOver() =>
        Checkout.Files.Where(f => f.StartsWith("docs/api/", StringComparison.Ordinal)).Select(f => Path.GetFileNameWithoutExtension(f))
            .ShouldBeSubsetOf(s_packages);
}
