using System.Text.RegularExpressions;
using Relumine.Testing;

namespace Relumine.Kernels.Tests.Lanes;

/// <summary>
/// The six lane structs are one text, written out for every type and width, because a generic one would hide the width from
/// the compiler. Their sources must be the same but for what is named here.
/// </summary>
public class LaneSourceTests
{
    // What a Float struct says otherwise than a Double struct of the same width, and why.
    private static readonly (string Float, string Double, string Why)[] s_types =
    [
        (@"\(float\)(?=[a-z])", "", "Constants are given as double, and rounded to the type of the lanes."),
        (@"\bfloat\b", "double", "The type of a number."),
        (@"\bSinglePrecision\b", "DoublePrecision", "The polynomials that are precise enough for the type."),
        (@"\bSingleNormalTail\b", "DoubleNormalTail", "The approximation of the normal tail that is precise enough for the type."),
        (@"\bPowerOfTwo\.Single", "PowerOfTwo.Double", "The bits of an exponent and of its bias."),
        (@"\bAsSingle\b", "AsDouble", "The bits as numbers."),
        (@"\bAsUInt32\b", "AsUInt64", "The bits as whole numbers of the same size."),
        (@"(<<|>>>) 23\b", "$1 52", "The bits of a significand."),
    ];

    // What is otherwise in a register of 512 bits, and why.
    private static readonly (string Pattern, string Replacement, string Why)[] s_widths =
    [
        (@"\bAvx512F\.VL\b", "Avx512F", "What AVX-512 does to the narrower registers is an extension of it."),
    ];

    public static TheoryData<string, int> Structs => new()
    {
        { "Float", 128 }, { "Float", 256 }, { "Float", 512 }, { "Double", 128 }, { "Double", 256 }, { "Double", 512 },
    };

    [Theory]
    [MemberData(nameof(Structs))]
    public void SourcesDifferByTypeAndWidthAlone(string type, int width)
    {
        var (expected, actual) = (Normal("Double", 512), Normal(type, width));
        for (var line = 0; line < Math.Min(expected.Length, actual.Length); line++)
        {
            actual[line].ShouldBe(expected[line], $"{type}{width}.cs, line {line + 1}, against Double512.cs");
        }

        actual.Length.ShouldBe(expected.Length);
    }

    [Fact]
    public void EveryNamedDifferenceIsOne()
    {
        s_types.Where(d => !Regex.IsMatch(Source("Float", 256), d.Float)).ShouldBeEmpty();
        s_types.Where(d => d.Double.Length > 0 && !d.Double.Contains('$') && !Source("Double", 256).Contains(d.Double)).ShouldBeEmpty();
        s_widths.Where(d => !Regex.IsMatch(Source("Float", 128), d.Pattern) || !Regex.IsMatch(Source("Double", 256), d.Pattern)).ShouldBeEmpty();
        s_widths.Where(d => Regex.IsMatch(Source("Double", 512), d.Pattern)).ShouldBeEmpty();
    }

    [Fact]
    public void AChangeOfOneOfThemIsSeen()
    {
        var changed = Normal("Float", 128, s => s.Replace("new(left.Bits * right.Bits)", "new(right.Bits * left.Bits)"));
        changed.SequenceEqual(Normal("Double", 512)).ShouldBeFalse();
        Normal("Float", 128, s => s.Replace("Vector128.Abs(", "Vector256.Abs(")).SequenceEqual(Normal("Double", 512)).ShouldBeFalse();
    }

    private static string Source(string type, int width) => Checkout.Read($"src/Relumine.Kernels/Lanes/{type}{width}.cs");

    /// <summary>The lines of a source as they would be in a struct of doubles, with its own name and width taken out.</summary>
    private static string[] Normal(string type, int width, Func<string, string>? change = null)
    {
        var text = Source(type, width);
        text = change is null ? text : change(text);
        text = Regex.Replace(text, $@"\b{width / (type == "Float" ? 32 : 64)} numbers of type", "COUNT numbers of type");
        text = Regex.Replace(text, $@"\b{type}{width}\b", "STRUCT");
        text = Regex.Replace(text, $@"\b(Vector|Load){width}\b", "$1WIDTH");
        text = Regex.Replace(text, $@"\b{width} bits\b", "WIDTH bits");
        foreach (var (pattern, replacement, _) in s_widths)
        {
            text = Regex.Replace(text, pattern, replacement);
        }

        if (type == "Float")
        {
            foreach (var (pattern, replacement, _) in s_types)
            {
                text = Regex.Replace(text, pattern, replacement);
            }
        }

        return text.ReplaceLineEndings("\n").Split('\n');
    }
}
