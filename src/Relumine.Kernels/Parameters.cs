namespace Relumine.Kernels;

/// <summary>Checks the parameters that an activation is made with, so that every message names what was given and expected.</summary>
internal static class Parameters
{
    /// <summary>Requires as many numbers as the card has parameters, all of them finite.</summary>
    public static void Require(Card card, ReadOnlySpan<double> given)
    {
        if (given.Length != card.Parameters.Count)
        {
            var expected = card.Parameters.Count == 0 ? "takes no parameters" :
                $"takes {card.Parameters.Count} ({string.Join(", ", card.Parameters.Select(p => p.Name))})";
            throw new ArgumentException($"{card.Name} {expected}; {given.Length} were given.", nameof(given));
        }

        for (var i = 0; i < given.Length; i++)
        {
            Require(double.IsFinite(given[i]), card, i, given[i], "a finite number");
        }
    }

    /// <summary>Requires a condition on one parameter.</summary>
    public static void Require(bool condition, Card card, int index, double value, string expected)
    {
        if (!condition)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{card.Name}: {card.Parameters[index].Name} = {value}; expected {expected}."),
                nameof(value)
            );
        }
    }
}
