using Relumine.Cli.Files;
using Relumine.Data.Formats;
using Relumine.Testing;

namespace Relumine.House.Tests.Guides;

/// <summary>docs/data.md has a row for every format that data may come in.</summary>
public class DataPageTests
{
    [Fact]
    public void EveryFormatHasARow()
    {
        var rows = Checkout.Read("docs/data.md").Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal))
            .Select(l => l.Split('|')[1].Replace("`", "", StringComparison.Ordinal).Trim()).ToList();

        BuiltInFormats.All.Append(new OnnxTensorFormat()).Where(f => !rows.Contains(f.Name) && !f.Extensions.Any(rows.Contains)).Select(f => f.Name)
            .ShouldBeEmpty("docs/data.md tells nobody of these formats: add a row whose first cell is the name or an extension");
    }
}
