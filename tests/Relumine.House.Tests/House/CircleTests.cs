using Relumine.House.Tests.Reading;

namespace Relumine.House.Tests.House;

/// <summary>
/// Inside a project the folders use each other one way. References between types are counted, as the compiler understands
/// them: a using that nobody needs is no arrow, and a type that is used without being named is one.
/// </summary>
public class CircleTests
{
    public static TheoryData<string> Projects => [.. Project.Shipped.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void FoldersUseEachOtherOneWay(string name)
    {
        var arrows = Arrows.Of(Project.Of("src/" + name));
        var circle = Arrows.InCircles(arrows.All.Keys);

        circle.Select(a => $"{a.From} → {a.To} ({arrows.All[a]}): {string.Join(", ", arrows.Why(a).Take(3))}").Order(StringComparer.Ordinal)
            .ShouldBeEmpty("these arrows go in a circle: turn one around, by moving what it names to the lower folder");
    }

    /// <summary>A name that the compiler cannot explain makes no arrow, so there must be none; a generator writes the attribute of catalogues.</summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void EveryTypeIsUnderstood(string name) => Arrows.Of(Project.Of("src/" + name)).Unknown.ShouldBeEmpty();
}
