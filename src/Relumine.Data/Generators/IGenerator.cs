using Relumine.Graph.Tensors;

namespace Relumine.Data.Generators;

/// <summary>
/// Makes samples from a seed. Sample i depends on the seed and on i alone, so it is the same in every order and every
/// block. Implement <see cref="IClassGenerator"/> or <see cref="IValueGenerator"/> in one file with a constructor whose
/// parameters have defaults, and it is found and tested.
/// </summary>
public interface IGenerator
{
    /// <summary>The name, as recipes write it.</summary>
    string Name { get; }

    /// <summary>The number of samples.</summary>
    int Samples { get; }

    /// <summary>The dimensions of one sample.</summary>
    Shape SampleShape { get; }

    /// <summary>Whether the order of the samples is part of what they say, so that they are never shuffled.</summary>
    bool Ordered => false;

    /// <summary>Writes a sample, row-major, into <paramref name="values"/>, which has exactly its length.</summary>
    void Write(int sample, Span<double> values);
}

/// <summary>A generator whose samples belong to classes.</summary>
public interface IClassGenerator : IGenerator
{
    /// <summary>The number of classes; labels run from 0.</summary>
    int Classes { get; }

    /// <summary>The class of a sample.</summary>
    int Label(int sample);
}

/// <summary>A generator whose samples have numbers as targets: regression.</summary>
public interface IValueGenerator : IGenerator
{
    /// <summary>The numbers of a target.</summary>
    int Targets { get; }

    /// <summary>Writes the target of a sample.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="features">What <see cref="IGenerator.Write"/> wrote for it.</param>
    /// <param name="target">Room for <see cref="Targets"/> numbers.</param>
    void WriteTarget(int sample, ReadOnlySpan<double> features, Span<double> target);
}
