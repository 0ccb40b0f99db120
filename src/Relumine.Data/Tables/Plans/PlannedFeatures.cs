using System.Numerics;
using Relumine.Data.Csv;
using Relumine.Data.Sources;

namespace Relumine.Data.Tables.Plans;

/// <summary>The features of a table by its plan: Float32 [N, features], read block by block.</summary>
internal sealed class PlannedFeatures(string name, TableText text, TablePlan plan, IReadOnlyList<int> places, long rows)
    : DataSource(name, StoredType.Float32, [rows, plan.Features().Count], text.Bytes.Name)
{
    private readonly TableReader _reader = new(text, plan, places, 0);
    private readonly float[] _row = new float[plan.Features().Count];
    private CsvRecords? _records;

    protected override void Fill(Span<float> destination)
    {
        destination.Clear();
        for (var row = destination; row.Length > 0; row = row[SampleSize..])
        {
            _reader.Features(_reader.Next(_records ??= text.Rows(), out _), row[..SampleSize]);
        }
    }

    protected override void Fill(Span<double> destination) => Convert(destination);

    protected override void Fill(Span<long> destination) => Convert(destination);

    protected override void Rewind()
    {
        _records?.Dispose();
        _records = null;
    }

    protected override string Place(long sample, int element) => $"row {sample + 1} (counted from 1, without the header), '{plan.Features()[element]}'";

    protected override void Dispose(bool disposing)
    {
        Rewind();
        base.Dispose(disposing);
    }

    private void Convert<T>(Span<T> destination)
        where T : INumber<T>
    {
        for (var row = destination; row.Length > 0; row = row[SampleSize..])
        {
            Fill(_row);
            for (var i = 0; i < _row.Length; i++)
            {
                row[i] = T.CreateTruncating(_row[i]);
            }
        }
    }
}
