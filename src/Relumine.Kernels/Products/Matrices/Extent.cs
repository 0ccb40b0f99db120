namespace Relumine.Kernels.Products.Matrices;

/// <summary>Checks that a matrix lies within the memory that was given for it.</summary>
internal static class Extent
{
    /// <summary>Throws unless rows × columns with the given stride fit into <paramref name="length"/> elements.</summary>
    public static void Check(int length, int rows, int columns, int stride, string name)
    {
        if (stride < columns)
        {
            throw new ArgumentException(
                $"{name} has {columns} columns, but its rows are only {stride} elements apart: the stride must be at least the number of columns."
            );
        }

        var needed = rows == 0 || columns == 0 ? 0 : (long)(rows - 1) * stride + columns;
        if (length < needed)
        {
            throw new ArgumentException($"{name} [{rows}, {columns}] with rows {stride} elements apart needs {needed} elements, but {length} were given.");
        }
    }
}
