using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Normalizations;

namespace Relumine.Engine.Inference.Fusion;

/// <summary>
/// BatchNormalization in inference after a matrix product: <c>(y − μ)·γ/√(σ² + ε) + β</c> is a factor and a term for
/// each column. Rounds differently from the two operators apart, by about one unit in the last place.
/// </summary>
internal sealed class BatchNormalizationAbsorber : IAbsorber
{
    /// <inheritdoc/>
    public bool Absorb(DenseChain chain, Node node, ShapeInference shapes)
    {
        if (node.Op is not BatchNormalization normalization || chain.Activation is not null || shapes[chain.Output].Shape.Rank != 2 || chain.RowsPerSample != 1)
        {
            return false;
        }

        var parameters = new double[4][];
        for (var i = 0; i < 4; i++)
        {
            if (shapes.Constant(node.Inputs[i + 1]) is not { } constant || constant.Length != chain.Columns)
            {
                return false;
            }

            parameters[i] = constant.ToDoubles();
        }

        var factors = new double[chain.Columns];
        var terms = new double[chain.Columns];
        for (var j = 0; j < factors.Length; j++)
        {
            factors[j] = parameters[0][j] / Math.Sqrt(parameters[3][j] + normalization.Epsilon);
            terms[j] = parameters[1][j] - parameters[2][j] * factors[j];
        }

        chain.Multiply(factors);
        chain.Add(terms);
        return true;
    }
}
