
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
    public void Lists_concrete_types_that_need_no_arguments_in_order_of_their_names() =>
        Instruments.All.Select(i => i.GetType().Name).ShouldBe(["Bell", "Lute", "Oboe"]);

    [Fact]
    public void Lists_types_derived_from_a_record_with_their_defaults() =>
        Instruments.Reeds.ShouldBe([new Oboe(65)]);

    [Fact]
    public void An_entry_may_be_a_static_member_and_then_the_constructor_does_not_matter() =>
        Instruments.Families.ShouldBe(["percussion", "strings", "any", "woodwind"]);

    [Fact]
    public void Finds_implementations_of_an_open_generic_interface() =>
        Instruments.Tuned.Select(make => make().Sound).ShouldBe(["pling"]);

    [Fact]
    public void The_activations_of_the_kernels_are_found() =>
        ActivationCatalogue.Find("relu").ShouldBe(ActivationCatalogue.Create("Rectifier"));
}
