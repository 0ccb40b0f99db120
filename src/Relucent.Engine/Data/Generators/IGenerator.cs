namespace Relucent.Data;

/// <summary>
/// Makes samples with labels from a seed. Sample i depends on the seed and on i alone, so it is the same in every order and
/// every block. Implement it in one file with a constructor whose parameters have defaults, and it is found and tested.
/// </summary>
public interface IGenerator
{
    /// <summary>The name, as recipes write it.</summary>
    string Name { get; }

    /// <summary>The number of samples.</summary>
    int Samples { get; }

    /// <summary>The number of classes; labels run from 0.</summary>
    int Classes { get; }

    /// <summary>The dimensions of one sample.</summary>
    Shape SampleShape { get; }

    /// <summary>The class of a sample.</summary>
    int Label(int sample);

    /// <summary>Writes a sample, row-major, into <paramref name="values"/>, which has exactly its length.</summary>
    void Write(int sample, Span<double> values);
}
