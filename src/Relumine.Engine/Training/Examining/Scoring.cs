using Relumine.Engine.Learning.Losses;

namespace Relumine.Engine.Training.Examining;

/// <summary>
/// The score of a network on data: the share of right classes, or, where targets are numbers, R² = 1 − Σ(y − t)² ÷
/// Σ(t − mean t)², the mean being that of each column.
/// </summary>
internal sealed class Scoring
{
    private readonly int _outputs;
    private readonly double[] _sum;
    private readonly double[] _squares;
    private double _errors;
    private long _right;
    private long _samples;
    private bool _labels;

    public Scoring(int outputs)
    {
        _outputs = outputs;
        (_sum, _squares) = (new double[outputs], new double[outputs]);
    }

    /// <summary>The score of what was added; NaN if nothing was, or if all targets are equal.</summary>
    public double Value
    {
        get
        {
            if (_labels || _samples == 0)
            {
                return _right / (double)_samples;
            }

            var total = 0.0;
            for (var j = 0; j < _outputs; j++)
            {
                total += _squares[j] - (_sum[j] * _sum[j] / _samples);
            }

            return total > 0 ? 1 - (_errors / total) : double.NaN;
        }
    }

    /// <summary>Takes in a batch.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="outputs">[samples, K]: the largest decides; a single one decides by its sign between 0 and 1.</param>
    /// <param name="targets">What they should be.</param>
    public void Add(int samples, ReadOnlySpan<float> outputs, in Targets targets)
    {
        _samples += samples;
        _labels = !targets.Labels.IsEmpty;
        for (var i = 0; i < samples; i++)
        {
            var row = outputs.Slice(i * _outputs, _outputs);
            if (_labels)
            {
                _right += Decide(row) == targets.Labels[i] ? 1 : 0;
                continue;
            }

            for (var j = 0; j < _outputs; j++)
            {
                double t = targets.Values[(i * _outputs) + j];
                var error = row[j] - t;
                _errors += error * error;
                _sum[j] += t;
                _squares[j] += t * t;
            }
        }
    }

    private static int Decide(ReadOnlySpan<float> row)
    {
        if (row.Length == 1)
        {
            return row[0] > 0 ? 1 : 0;
        }

        var best = 0;
        for (var j = 1; j < row.Length; j++)
        {
            best = row[j] > row[best] ? j : best;
        }

        // A network that gives NaN for the winner has decided nothing.
        return float.IsNaN(row[best]) ? -1 : best;
    }
}
