using Relumine.Data.Datasets;
using Relumine.Engine.Networks;
using Relumine.Recipes;

namespace Relumine.Doctor.Runs;

/// <summary>
/// How much a run has to calculate, known before it is made and the same on every machine: multiply-adds, and what takes as
/// long. Only the ratio of two runs has a meaning.
/// </summary>
internal sealed class RunWork
{
    // Forward, and back to the inputs and to the weights.
    private const double Passes = 3;

    // What else is done with each number that a layer makes, in multiply-adds: activation, probe, copy.
    private const double Element = 12;

    // The update of a weight.
    private const double Update = 6;

    // What each operator costs in a step, however few samples and units it has: 2 microseconds.
    private const double Step = 40_000;

    /// <summary>What a processor calculates in a second.</summary>
    public const double Second = 20e9;

    // What each operator costs once in a run: its weights are drawn and it is compiled for learning and for looking.
    private const double Compile = 2_000_000;

    // A number of a sample that is copied, where some are kept aside.
    private const double Copy = 200;

    // Looks at both ends: at units and at loss and score, before the first update and after the last.
    private const double Ends = 6;

    // The same for a batch that is only looked at.
    private const double Look = 13_000;

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
        var forward = work.MultiplyAdds + (Element * work.Elements);
        _stepsPerEpoch = (samples + batch - 1) / batch;
        _step = (Passes * forward * samples / _stepsPerEpoch) + (Update * work.Weights) + (Step * work.Nodes);
        double Looked(double count) => (forward * count) + (Look * work.Nodes * Math.Ceiling(count / batch));
        _epoch = Looked(Math.Min(samples, examined) + validation);
        var copied = validation > 0 ? (samples + validation) * (double)features : 0;
        _ends = (Ends * Looked(Math.Min(samples, examined))) + Looked(validation) + (Compile * work.Nodes) + (Copy * copied) + (settling * _step);
    }

    /// <summary>The steps that a network with running statistics makes before it is looked at first. Not a judgment: running means forget what they began with
    /// by a factor of 0.9 a step, and after so many half a percent of it is left.</summary>
    public static int Settling(bool keepsStatistics) => keepsStatistics ? 50 : 0;

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
