using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Engine.Inference.Fusion;

/// <summary>
/// A matrix product with shared weights and what has been fused behind it: <c>y = f((x·W)·scale + bias)</c>, column by
/// column. Grows as absorbers take over the nodes that follow.
/// </summary>
internal sealed class DenseChain
{
    /// <summary>The name of x.</summary>
    public required string Input { get; init; }

    /// <summary>W, of shape [inner, columns], or [columns, inner] if <see cref="Transposed"/>.</summary>
    public required ModelTensor Weight { get; init; }

    /// <summary>Whether W is stored with a row for each column of the result.</summary>
    public required bool Transposed { get; init; }

    /// <summary>The rows of x in one sample.</summary>
    public required int RowsPerSample { get; init; }

    /// <summary>The length of a row of x.</summary>
    public required int Inner { get; init; }

    /// <summary>The length of a row of y.</summary>
    public required int Columns { get; init; }

    /// <summary>What each column of x·W is multiplied by.</summary>
    public double[]? Scale { get; private set; }

    /// <summary>What is added to each column; null for nothing.</summary>
    public double[]? Bias { get; private set; }

    /// <summary>The function that comes last; null for none yet.</summary>
    public Activation? Activation { get; set; }

    /// <summary>The name of y.</summary>
    public required string Output { get; set; }

    /// <summary>Multiplies every column; a null entry list is 1.</summary>
    public void Multiply(ReadOnlySpan<double> factors)
    {
        Scale ??= Filled(1);
        for (var j = 0; j < Columns; j++)
        {
            Scale[j] *= factors[j];
            if (Bias is not null)
            {
                Bias[j] *= factors[j];
            }
        }
    }

    /// <summary>Adds to every column.</summary>
    public void Add(ReadOnlySpan<double> terms)
    {
        Bias ??= Filled(0);
        for (var j = 0; j < Columns; j++)
        {
            Bias[j] += terms[j];
        }
    }

    /// <summary>
    /// The elements of <paramref name="operand"/> spread over the columns, if it is constant along everything else
    /// when it is broadcast to <paramref name="result"/>, whose elements are rows of columns; otherwise null.
    /// </summary>
    public double[]? PerColumn(ModelTensor operand, Shape result)
    {
        if (operand.Length == 1)
        {
            return Filled(operand.ToDoubles()[0]);
        }

        // The axis that counts columns is the one behind which the result has only ones.
        var axis = result.Rank - 1;
        while (axis > 0 && result[axis] == 1)
        {
            axis--;
        }

        var fromEnd = result.Rank - axis;
        return operand.Length == Columns && result[axis] == Columns && operand.Shape.Rank >= fromEnd && operand.Shape[-fromEnd] == Columns
            && operand.Shape.Rank <= result.Rank
            ? operand.ToDoubles()
            : null;
    }

    private double[] Filled(double value)
    {
        var filled = new double[Columns];
        Array.Fill(filled, value);
        return filled;
    }
}
