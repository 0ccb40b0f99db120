using System.CommandLine;
using System.Text.RegularExpressions;
using Relumine.Cli.Commands;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;
using Relumine.Testing;

namespace Relumine.Cli.Tests.Commands;

/// <summary>What libraries call a setting, users of the program are told as an option that there is.</summary>
public partial class OptionWordsTests
{
    [Fact]
    public void ASettingIsCalledByItsOption()
    {
        OptionWords.Of(new Setting("CsvSkip", "1")).ShouldBe("--csv-skip 1");
        OptionWords.Of(new Setting("LabelColumn", "kind of plant")).ShouldBe("--label-column \"kind of plant\"");
        OptionWords.Of(new Setting("Deviation")).ShouldBe("--std");
        OptionWords.Of(new Setting("Momentum", "0.9")).ShouldBe("Momentum = 0.9");
    }

    [Fact]
    public void EveryOptionExists()
    {
        var options = CommandCatalogue.All.SelectMany(make => make().Syntax.Options).Select(o => o.Name).ToHashSet();

        OptionWords.Options.Values.Select(o => o.Split(' ')[0]).ShouldBeSubsetOf(options);
    }

    [Fact]
    public void EverySettingThatALibraryNamesHasAnOption()
    {
        var named = Checkout.Code.Where(f => f.StartsWith("src/", StringComparison.Ordinal) && !f.StartsWith("src/Relumine.Cli/", StringComparison.Ordinal))
            .SelectMany(f => Named().Matches(Checkout.Read(f)).Select(m => m.Groups[1].Value)).Distinct().ToList();

        named.Count.ShouldBeGreaterThan(5);
        named.ShouldBeSubsetOf(OptionWords.Options.Keys);
    }

    // A setting is made by its name: new Setting("Labels"), new Setting(nameof(DataOptions.CsvSkip)), or, where the type is known, new(nameof(CsvSkip), …).
    [GeneratedRegex("""Setting(?: \w+\([^)]*\) =>)? ?(?:new)?\((?:nameof\((?:\w+\.)*|")(\w+)[")]""")]
    private static partial Regex Named();
}
