using System.Numerics;
using Relumine.Data.Csv;
using Relumine.Data.Sources;

namespace Relumine.Data.Tables.Plans;

/// <summary>The classes of a table's rows by its plan: whole numbers [N], read block by block.</summary>
internal sealed class PlannedLabels(TableText text, TablePlan plan, IReadOnlyList<int> places, long rows)
    : DataSource("", StoredType.Int64, [rows], text.Bytes.Name)
{
    private readonly TableReader _reader = new(text, plan, places, 0);
    private CsvRecords? _records;

    protected override void Fill(Span<float> destination) => Read(destination);

    protected override void Fill(Span<double> destination) => Read(destination);

    protected override void Fill(Span<long> destination) => Read(destination);

    protected override void Rewind()
    {
        _records?.Dispose();
        _records = null;
    }

    protected override string Place(long sample, int element) => $"row {sample + 1} (counted from 1, without the header)";

    protected override void Dispose(bool disposing)
    {
        Rewind();
        base.Dispose(disposing);
    }

    private new void Read<T>(Span<T> destination)
        where T : unmanaged, INumber<T>
    {
        foreach (ref var to in destination)
        {
            _reader.Next(_records ??= text.Rows(), out var target);
            to = T.CreateTruncating(target);
        }
    }
}
