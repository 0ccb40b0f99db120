
namespace Relumine.Kernels.Tests.Activations;

public interface IInstrument
{
    string Sound { get; }
}

public abstract record Reed(double Length) : IInstrument
{
    public abstract string Sound { get; }
}

public sealed record Oboe(double Length = 65) : Reed(Length)
{
    public static string Family => "woodwind";

    public override string Sound => "a";
}

public readonly record struct Bell : IInstrument
{
    public static string Family => "percussion";

    public string Sound => "ding";
}

public sealed class Muted(IInstrument inner) : IInstrument
{
    public static string Family => "any";

    public string Sound => inner.Sound.ToUpperInvariant();
}

public interface ITuned<T>;

public sealed class Lute : ITuned<int>, IInstrument
{
    public static string Family => "strings";

    public string Sound => "pling";

    private sealed class String : IInstrument
    {
        public string Sound => "";
    }
}

[Catalogue]
internal static partial class Instruments
{
    public static partial IReadOnlyList<IInstrument> All { get; }

    public static partial IReadOnlyList<Reed> Reeds { get; }

    [Catalogue(typeof(IInstrument), Entry = "{0}.Family")]
    internal static partial IReadOnlyList<string> Families { get; }

    [Catalogue(typeof(ITuned<>), Entry = "static () => new {0}()")]
    internal static partial IReadOnlyList<Func<IInstrument>> Tuned { get; }
}

public class CatalogueGeneratorTests
{
    [Fact]
    public void ListsConcreteTypesThatNeedNoArgumentsInOrderOfTheirNames() =>
        Instruments.All.Select(i => i.GetType().Name).ShouldBe(["Bell", "Lute", "Oboe"]);

    [Fact]
    public void ListsTypesDerivedFromARecordWithTheirDefaults() =>
        Instruments.Reeds.ShouldBe([new Oboe(65)]);

    [Fact]
    public void AnEntryMayBeAStaticMemberAndThenTheConstructorDoesNotMatter() =>
        Instruments.Families.ShouldBe(["percussion", "strings", "any", "woodwind"]);

    [Fact]
    public void FindsImplementationsOfAnOpenGenericInterface() =>
        Instruments.Tuned.Select(make => make().Sound).ShouldBe(["pling"]);

    [Fact]
    public void TheActivationsOfTheKernelsAreFound() =>
        ActivationCatalogue.Find("relu").ShouldBe(ActivationCatalogue.Create("Rectifier"));
}
