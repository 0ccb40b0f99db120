using System.Text.Json;
using Relumine.Testing;
using Relumine.Trials.Cases;

namespace Relumine.Trials.Tests.Cases;

/// <summary>The page about published faults tells the figures of the scoreboard that is committed beside it.</summary>
public class PublishedPageTests
{
    [Theory]
    [InlineData("found: a critical finding, or a treatment", "faults found")]
    [InlineData("first cause right", "faults whose first cause is right")]
    [InlineData("repaired: 95 % of the published remedy's score", "faults repaired, 95 % of the fixed recipe's score")]
    [InlineData("repaired for the most part: 85 %", "faults repaired for the most part, 85 %")]
    [InlineData("causes named that are right (precision)", "causes named that are right (precision)")]
    [InlineData("cures claimed below 95 %", "cures claimed below 95 %")]
    [InlineData("false alarms on sound programs", "false alarms on sound programs")]
    public void ItsFiguresAreThoseOfTheScoreboard(string measure, string figure)
    {
        using var board = JsonDocument.Parse(Checkout.Read("docs/clinic/published.json"));
        var counted = board.RootElement.GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("what").GetString() == figure);

        Checkout.Read("docs/published-faults.md").ShouldContain(
            $"| {measure} | {CaseTable.Of(counted.GetProperty("count").GetInt32(), counted.GetProperty("of").GetInt32())} |");
    }
}
