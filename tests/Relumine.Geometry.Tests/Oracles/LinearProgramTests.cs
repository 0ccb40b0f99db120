using Relumine.Geometry.Planes;
using Relumine.Geometry.Solids;
using Relumine.Geometry.Verdicts;
using Relumine.Geometry.Views;

namespace Relumine.Geometry.Tests.Oracles;

/// <summary>Pieces, cells and verdicts of random networks, against linear programs for every activation pattern.</summary>
public class LinearProgramTests
{
    private const double Grain = 1.0 / 1024;

    public static TheoryData<int, int> Networks
    {
        get
        {
            var data = new TheoryData<int, int>();
            foreach (var (inputs, seed) in from inputs in new[] { 1, 2, 3 } from seed in Enumerable.Range(1, 6) select (inputs, seed))
            {
                data.Add(inputs, seed);
            }

            return data;
        }
    }

    [LinearProgramTheory]
    [MemberData(nameof(Networks))]
    public void CellsAreThePatternsThatLinearProgramsFind(int inputs, int seed)
    {
        var random = new Random((100 * inputs) + seed);
        int[] widths = [inputs, .. Enumerable.Range(0, 1 + (seed % 3)).Select(_ => random.Next(2, inputs == 3 ? 5 : 9)), 1];
        var layers = Nets.Random(random, widths, Grain);
        var (expected, model) = (new LinearProgramCells(layers, -1, 1), PiecewiseLinearModel.Of(Nets.Model(layers)));

        var cells = inputs switch
        {
            1 => Regions.OfInterval(model, -1, 1).Counts.Cells,
            2 => Regions.OfBox(model, new PlaneBox(-1, 1)).Cells,
            _ => Regions.OfSolid(model, new SolidBox(-1, 1)).Cells,
        };

        cells.ShouldBe(expected.Count, $"seed {seed}, {string.Join("-", widths)}");
        foreach (var layer in model.Layers.Where(l => l.Cuts > 0))
        {
            for (var u = 0; u < layer.Units; u++)
            {
                var (least, most) = expected.Extremes(layer.Index, u);
                Verdict(model, new UnitQuestion(layer.Index, [u], UnitClaim.Dead), most, seed);
                Verdict(model, new UnitQuestion(layer.Index, [u], UnitClaim.AlwaysOn), -least, seed);
            }
        }
    }

    private static void Verdict(PiecewiseLinearModel model, UnitQuestion question, double excess, int seed)
    {
        var answer = UnitProofs.Of(model, new InputBox(model.Inputs, -1, 1), [question]).Single();
        if (Math.Abs(excess) > 1e-6)
        {
            answer.Verdict.ShouldBe(excess > 0 ? ProofVerdict.Refuted : ProofVerdict.Proven, $"seed {seed}, {question}, excess {excess}");
        }
    }
}
