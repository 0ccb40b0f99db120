using System.Reflection;
using Relumine.Testing;

namespace Relumine.House.Tests.House;

/// <summary>A test that is skipped says why, and the reasons are known.</summary>
public class SkipTests
{
    private static IEnumerable<(string Test, string Reason)> Skipped =>
        from type in typeof(SkipTests).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
        let fact = method.GetCustomAttribute<FactAttribute>()
        where fact?.Skip is not null
        select ($"{type.Name}.{method.Name}", fact.Skip);

    [Fact]
    public void NothingIsSkippedButForFilesThatAreNotThere()
    {
        var unknown = Skipped.Where(s => !s.Reason.StartsWith("needs ../shared", StringComparison.Ordinal));

        unknown.ShouldBeEmpty();
    }

    [SharedFact]
    public void NothingIsSkippedBesideTheSharedFiles() => Skipped.ShouldBeEmpty();
}
