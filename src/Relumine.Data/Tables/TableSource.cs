using Relumine.Data.Sources;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Tables;

/// <summary>The features of a table as a source of samples.</summary>
internal sealed class TableSource(ModelTensor features, string origin)
    : DataSource("", StoredType.Float32, [features.Shape[0], features.Shape[1]], origin)
{
    private int _at;

    /// <summary>All features, scaled.</summary>
    public ModelTensor Scaled(Scaling scaling)
    {
        using var scaled = new ScaledSource(this, scaling);
        return scaled.ReadAll<float>();
    }

    protected override void Fill(Span<float> destination)
    {
        features.Values<float>().Slice(_at, destination.Length).CopyTo(destination);
        _at += destination.Length;
    }

    protected override void Fill(Span<double> destination) => Convert(destination);

    protected override void Fill(Span<long> destination) => Convert(destination);

    protected override void Rewind() => _at = 0;

    private void Convert<T>(Span<T> destination)
        where T : System.Numerics.INumber<T>
    {
        foreach (ref var to in destination)
        {
            to = T.CreateTruncating(features.Values<float>()[_at++]);
        }
    }
}
