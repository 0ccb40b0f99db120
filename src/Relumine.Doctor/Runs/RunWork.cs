using Relumine.Data.Datasets;
using Relumine.Engine.Networks;
using Relumine.Recipes;

namespace Relumine.Doctor.Runs;

/// <summary>
/// How much a run has to calculate, known before it is made and the same on every machine: multiply-adds, and what takes as
/// long. Only the ratio of two runs has a meaning; the numbers are measured.
/// </summary>
internal sealed class RunWork
{
    // Forward, and back to the inputs and to the weights: the products of a step are larger and go faster.
    private const double Passes = 2.6;

    // The update of a weight.
    private const double Update = 10;

    // What a product with weights costs in a step, however small it is: half a microsecond.
    private const double Product = 50_000;

    // What another operator does once for a batch takes as long as so many of its numbers.
    private const double NumbersOfBatch = 200;

    // What a step costs beside the operators, and each of its samples: it is gathered, and its loss and the gradient of that are taken.
    private const double Step = 100_000;
    private const double Sample = 6_000;

    // A batch that is only looked at, each of its samples, a product and another operator in it, and a number that an activation makes, which is observed.
    private const double Look = 30_000;
    private const double LookedSample = 5_000;
    private const double LookedNode = 12_000;
    private const double LookedNumber = 25;

    /// <summary>What a slow processor calculates in a second; a fast one does several times as much.</summary>
    public const double Second = 12.5e9;

    // What each operator costs once in a run: its weights are drawn and it is compiled for learning.
    private const double Compile = 4_000_000;

    // A number of a sample that is copied, where some are kept aside.
    private const double Copy = 1_000;

    // Looks at both ends: at the units before the first update, and at loss and score after the last.
    private const double Ends = 2;

    private readonly double _step;
    private readonly double _epoch;
    private readonly double _ends;
    private readonly long _stepsPerEpoch;

    /// <param name="network">The network.</param>
    /// <param name="batch">The samples of a step.</param>
    /// <param name="samples">The samples to learn from.</param>
    /// <param name="examined">Of those, how many are examined after every epoch, and closely at both ends.</param>
    /// <param name="validation">The samples kept aside, on which the network is measured after every epoch.</param>
    /// <param name="features">The numbers of a sample.</param>
    /// <param name="settling">Steps that are made before the first look, so that running statistics settle.</param>
    public RunWork(Network network, int batch, int samples, int examined, int validation, int features, int settling = 0)
    {
        var work = network.Work;
        _stepsPerEpoch = (samples + batch - 1) / batch;
        _step = (((Passes * work.MultiplyAdds) + work.Learning + Sample) * samples / _stepsPerEpoch) + (Update * work.Weights)
            + (Product * work.Products) + (NumbersOfBatch * work.Beginning) + Step;
        var looked = work.MultiplyAdds + work.Inference + (LookedNumber * work.Observed) + LookedSample;
        double Looked(double count) => (looked * count) + ((Look + (LookedNode * work.Nodes)) * Math.Ceiling(count / batch));
        _epoch = Looked(Math.Min(samples, examined)) + Looked(validation);
        var copied = validation > 0 ? (samples + validation) * (double)features : 0;
        _ends = (Ends * _epoch) + (Compile * work.Nodes) + (Copy * copied) + _step + (settling * _step / Passes);
    }

    /// <summary>The batches that a network with running statistics goes forward through before it is looked at first. Not a judgment: of means of so many
    /// batches the error is a quarter of that of one.</summary>
    public static int Settling(bool keepsStatistics) => keepsStatistics ? 16 : 0;

    /// <summary>Of a recipe, before its weights are drawn.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="data">All its data.</param>
    /// <param name="examined">As above.</param>
    public static RunWork Of(Recipe recipe, Dataset data, int examined)
    {
        var kept = recipe.Validation > 0 ? (int)Math.Round(data.Samples * recipe.Validation) : 0;
        return new(recipe.ToNetwork(data.SampleShape), recipe.Batch, data.Samples - kept, examined, kept, data.SampleShape.ElementCount,
            Settling(PreparedRun.KeepsRunningStatistics(recipe)));
    }

    /// <summary>The updates of the whole training.</summary>
    public long FullSteps(Recipe recipe) => _stepsPerEpoch * recipe.Epochs;

    /// <summary>The work of so many updates, with all looks at the network.</summary>
    public double Of(long steps) => (steps * _step) + (steps / (double)_stepsPerEpoch * _epoch) + _ends;
}
