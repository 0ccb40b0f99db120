using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Transforms;

/// <summary>
/// What is done to every element of samples with two numbers of its feature, fitted on the samples to learn from. Training sees
/// data that are transformed once, in memory; the exported model gets the transform as operators, with the same bits.
/// </summary>
/// <remarks>
/// A feature is an element of a sample with one dimension. Samples with three dimensions or more are images with channels
/// first, and have one pair of numbers for each channel; samples with two dimensions have one pair for all elements.
/// </remarks>
public abstract class FeatureTransform
{
    private readonly FeatureLayout _layout;

    private protected FeatureTransform(float[] first, float[] second, FeatureLayout layout) => (First, Second, _layout) = (first, second, layout);

    /// <summary>The first number of each feature.</summary>
    private protected float[] First { get; }

    /// <summary>The second number of each feature.</summary>
    private protected float[] Second { get; }

    /// <summary>The operators that do to a model's input what <see cref="Apply"/> does to samples.</summary>
    private protected abstract IReadOnlyList<InputOperator> Operators { get; }

    /// <summary>What the metadata of a model say of it.</summary>
    private protected abstract (string Key, string Text) Note { get; }

    /// <summary>Transformed samples in memory of their own.</summary>
    /// <param name="samples">Samples of the size of those it was fitted on, any number.</param>
    public ModelTensor Apply(ModelTensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var result = samples.Clone();
        Transform(result.Values<float>());
        return result;
    }

    /// <summary>A model that takes samples as they are and transforms them first.</summary>
    /// <param name="model">A model with one input, trained on transformed samples.</param>
    /// <exception cref="ArgumentException">The model has more inputs than one, or samples of another size.</exception>
    public Model AtInput(Model model) => InputOperators.Put(model, _layout, Operators, Note);

    /// <summary>Transforms the elements of samples in place.</summary>
    private protected abstract void Transform(Span<float> samples);

    /// <summary>The same by a formula.</summary>
    private protected void Map<F>(Span<float> samples)
        where F : struct, IFeatureFormula
    {
        for (var i = 0; i < samples.Length; i++)
        {
            var feature = _layout.FeatureOf(i);
            samples[i] = F.Of(samples[i], First[feature], Second[feature]);
        }
    }
}

/// <summary>What becomes of an element.</summary>
internal interface IFeatureFormula
{
    /// <summary>The element transformed with the two numbers of its feature.</summary>
    static abstract float Of(float x, float first, float second);
}
