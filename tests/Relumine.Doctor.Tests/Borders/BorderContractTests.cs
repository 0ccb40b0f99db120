using Relumine.Doctor.Units;

namespace Relumine.Doctor.Tests.Borders;

/// <summary>
/// Every number of judgement decides something: moved by a small step to either side, a verdict on an example right at the
/// border changes. So no number can be changed without a test that fails, and none is without effect.
/// </summary>
public class BorderContractTests
{
    // A border is told from both sides within this share of the number; a dose is moved by as much.
    private const double Step = 0.06;

    private static readonly Border[] s_borders =
    [
        .. UnitBorders.All,
        .. LayerBorders.All,
        .. DataBorders.All,
        .. DesignBorders.All,
        .. TrainingBorders.All,
        .. CauseBorders.All,
        .. EvidenceBorders.All,
        .. ExperimentBorders.All,
        .. TreatmentBorders.All,
        .. YardstickBorders.All,
    ];

    public static TheoryData<string> Numbers => [.. JudgementNumber.All.Select(n => n.Name)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void MovedToEitherSideItChangesAVerdict(string name)
    {
        var number = JudgementNumber.All.Single(n => n.Name == name);
        var borders = s_borders.Where(b => b.Number == name).ToArray();

        borders.ShouldNotBeEmpty("every number has a border");
        foreach (var border in borders)
        {
            if (border.Expected is { } expected)
            {
                var step = number.IsWhole ? 1 : Step * number.Usual;
                border.Says(Thresholds.Default, 0).ShouldBe(expected);
                border.Says(number.With(number.Usual + step), 0).ShouldNotBe(expected);
                border.Says(number.With(number.Usual - step), 0).ShouldNotBe(expected);
                continue;
            }

            var (below, above) = (border.Says(Thresholds.Default, border.Below), border.Says(Thresholds.Default, border.Above));
            var width = border.Above - border.Below;
            below.ShouldNotBe(above, "the verdicts on both sides");
            width.ShouldBeLessThanOrEqualTo(number.IsWhole ? 1 : Step * number.Usual);
            border.Says(number.With(border.Above + width), border.Above).ShouldBe(below, "with a larger number");
            border.Says(number.With(border.Below - width), border.Below).ShouldBe(above, "with a smaller number");
        }
    }

    [Fact]
    public void EveryBorderIsThatOfANumber() => s_borders.Select(b => b.Number).Except(JudgementNumber.All.Select(n => n.Name)).ShouldBeEmpty();
}
