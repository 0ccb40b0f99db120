using Relumine.Data.Datasets;
using Relumine.Engine.Learning.Losses;

namespace Relumine.Engine.Training.Examining;

/// <summary>The score of a network on data, batch by batch; see <see cref="ScoreKind"/>.</summary>
internal sealed class Scoring
{
    private readonly int _outputs;
    private readonly ScoreKind _kind;
    private readonly double _decision;
    private readonly bool _squashes;
    private readonly double[] _sum;
    private readonly double[] _squares;
    private double _errors;
    private long _right;
    private long _exact;
    private long _samples;

    public Scoring(int outputs, Loss loss, Dataset data)
    {
        (_outputs, _kind, _decision) = (outputs, ScoreKinds.Of(loss, data), loss.Decision);
        _squashes = data.Labels is null && loss.TransformOf(outputs, labels: false) == OutputTransform.Sigmoid;
        (_sum, _squares) = (new double[outputs], new double[outputs]);
    }

    /// <summary>The score of what was added; NaN if nothing was, or if all targets are equal numbers.</summary>
    public double Value
    {
        get
        {
            if (_kind.IsAccuracy() || _samples == 0)
            {
                return _right / ((double)_samples * (_kind == ScoreKind.LabelAccuracy ? _outputs : 1));
            }

            var total = 0.0;
            for (var j = 0; j < _outputs; j++)
            {
                total += _squares[j] - (_sum[j] * _sum[j] / _samples);
            }

            return total > 0 ? 1 - (_errors / total) : double.NaN;
        }
    }

    /// <summary>The share of samples with every label right; null unless there are several labels at once.</summary>
    public double? ExactMatch => _kind == ScoreKind.LabelAccuracy ? _exact / (double)_samples : null;

    /// <summary>Takes in a batch.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="outputs">[samples, K]: of classes the largest decides, and a single one by the loss's <see cref="Loss.Decision"/>; of several
    /// labels each by its sign.</param>
    /// <param name="targets">What they should be.</param>
    public void Add(int samples, ReadOnlySpan<float> outputs, in Targets targets)
    {
        _samples += samples;
        for (var i = 0; i < samples; i++)
        {
            var row = outputs.Slice(i * _outputs, _outputs);
            switch (_kind)
            {
                case ScoreKind.Accuracy:
                    _right += Decide(row) == targets.Labels[i] ? 1 : 0;
                    break;
                case ScoreKind.LabelAccuracy:
                    var right = RightLabels(row, targets.Values.Slice(i * _outputs, _outputs));
                    _right += right;
                    _exact += right == _outputs ? 1 : 0;
                    break;
                default:
                    Compare(row, targets.Values.Slice(i * _outputs, _outputs));
                    break;
            }
        }
    }

    private static int RightLabels(ReadOnlySpan<float> row, ReadOnlySpan<float> targets)
    {
        var right = 0;
        for (var j = 0; j < row.Length; j++)
        {
            // NaN is right nowhere.
            right += targets[j] > 0 ? row[j] > 0 ? 1 : 0 : row[j] <= 0 ? 1 : 0;
        }

        return right;
    }

    private void Compare(ReadOnlySpan<float> row, ReadOnlySpan<float> targets)
    {
        for (var j = 0; j < _outputs; j++)
        {
            double t = targets[j];
            var error = (_squashes ? 1 / (1 + Math.Exp(-row[j])) : row[j]) - t;
            _errors += error * error;
            _sum[j] += t;
            _squares[j] += t * t;
        }
    }

    private int Decide(ReadOnlySpan<float> row)
    {
        if (row.Length == 1)
        {
            return row[0] > _decision ? 1 : 0;
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
