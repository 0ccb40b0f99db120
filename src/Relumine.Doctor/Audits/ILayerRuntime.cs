using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Audits;

/// <summary>
/// Another program that runs a network which Relumine cannot run, and hands out what its rectifiers get: <see cref="Audit"/> counts, examines and
/// judges that as always.
/// </summary>
public interface ILayerRuntime : IDisposable
{
    /// <summary>The network as far as Relumine reads it: its inputs, its rectifiers, its weights.</summary>
    Model Model { get; }

    /// <summary>The rectifiers, nodes of <see cref="Model"/>, from input to output; the first input of each is handed out.</summary>
    IReadOnlyList<Node> Rectifiers { get; }

    /// <summary>Runs the network once.</summary>
    /// <param name="inputs">For each input of <see cref="Model"/> a tensor of its type and rank.</param>
    /// <returns>For each of <see cref="Rectifiers"/> its pre-activations, float32 or float64, in the shape that they have in the network.</returns>
    /// <exception cref="RelumineException">The program cannot run the network, or not with these inputs.</exception>
    ModelTensor[] Run(ModelTensor[] inputs);
}
