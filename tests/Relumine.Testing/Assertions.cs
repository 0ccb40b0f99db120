using System.Runtime.CompilerServices;

namespace Relumine.Testing;

/// <summary>
/// Assertions of Shouldly whose message is put together only when it is needed. Contracts compare millions of numbers, each with a
/// message that says where; writing those took most of the time of a run. The compiler takes these wherever a message has holes.
/// </summary>
[ShouldlyMethods]
internal static class Assertions
{
    /// <summary>As Shouldly's.</summary>
    public static void ShouldBeTrue(this bool actual, [InterpolatedStringHandlerArgument(nameof(actual))] ref FailureMessage customMessage)
    {
        if (!actual)
        {
            actual.ShouldBeTrue(customMessage.Text());
        }
    }

    /// <summary>As Shouldly's.</summary>
    public static void ShouldBeLessThan(
        this double actual,
        double expected,
        [InterpolatedStringHandlerArgument(nameof(actual), nameof(expected))] ref FailureMessage customMessage
    )
    {
        if (!(actual < expected))
        {
            actual.ShouldBeLessThan(expected, customMessage.Text());
        }
    }

    /// <summary>As Shouldly's.</summary>
    public static void ShouldBeLessThanOrEqualTo(
        this double actual,
        double expected,
        [InterpolatedStringHandlerArgument(nameof(actual), nameof(expected))] ref FailureMessage customMessage
    )
    {
        if (!(actual <= expected))
        {
            actual.ShouldBeLessThanOrEqualTo(expected, customMessage.Text());
        }
    }

    /// <summary>As Shouldly's.</summary>
    public static void ShouldBe(
        this double actual,
        double expected,
        double tolerance,
        [InterpolatedStringHandlerArgument(nameof(actual), nameof(expected), nameof(tolerance))] ref FailureMessage customMessage
    )
    {
        if (!(Math.Abs(actual - expected) <= tolerance))
        {
            actual.ShouldBe(expected, tolerance, customMessage.Text());
        }
    }
}
