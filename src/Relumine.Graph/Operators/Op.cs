using Relumine.Graph.Errors;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators;

/// <summary>
/// An ONNX operator with its attributes, in the form it has in <see cref="InternalOpset"/>: one file
/// each, with its family. A record, so that graphs compare by value; with default attributes it is the prototype by which
/// the catalogue knows it.
/// </summary>
/// <remarks>
/// An operator is written for one sample, with static shapes. The engine runs it over many samples either by
/// stacking them along axis 0 and calling <see cref="Forward"/> once, where <see cref="StacksSamples"/> allows, or by
/// calling it once a sample.
/// </remarks>
public abstract partial record Op
{
    /// <summary>The opset that every graph has inside; import lifts older forms to it.</summary>
    public const int InternalOpset = 24;

    /// <summary>The operator's name in ONNX.</summary>
    public abstract string Type { get; }

    /// <summary>The first opset that has it, in any form that import understands.</summary>
    public virtual int Since => 1;

    /// <summary>
    /// Whether output 0 has exactly the elements of input 0 in the same order, perhaps under another shape, so that
    /// no work is needed.
    /// </summary>
    public virtual bool IsReshape => false;

    /// <summary>The fewest and the most inputs that a node may name, in the internal form; a node with another number is broken.</summary>
    public virtual (int Fewest, int Most) InputCount => (0, int.MaxValue);

    /// <summary>
    /// The first opset in which the form that <see cref="Write"/> writes is valid for such inputs and means the same:
    /// export takes the highest of all nodes. Not to be confused with <see cref="Since"/>, which counts older forms too.
    /// </summary>
    /// <param name="inputs">The types of the inputs, as many as the node names; null where one is left out or not known.</param>
    public virtual int FormSince(IReadOnlyList<ElementType?> inputs) => InternalOpset;

    /// <summary>
    /// Whether the outputs depend on the inputs' shapes alone (Shape, Size): they are then computed when a plan is
    /// compiled, from tensors whose elements must not be read.
    /// </summary>
    public virtual bool DependsOnlyOnShapes => false;

    /// <summary>The operator with <see cref="ElementType.Float64"/> wherever it says <see cref="ElementType.Float32"/>; itself unless it names types.</summary>
    public virtual Op Widen() => this;

    /// <summary>
    /// What the operator is once a network has learnt, in ONNX's own words: itself, unless it belongs to the domain
    /// <c>relumine</c>, whose operators exist while learning only and never leave in a file.
    /// </summary>
    public virtual Op Lower() => this;

    /// <summary>
    /// Reads the attributes of a node in a file of opset <see cref="NodeReader.Version"/>, lifting older forms.
    /// Called on the prototype.
    /// </summary>
    /// <exception cref="UnsupportedException">The node says something that the internal form cannot; see <see cref="NodeReader.Refuse"/>.</exception>
    public virtual Op Read(NodeReader reader) => this;

    /// <summary>Writes the attributes that differ from ONNX's defaults, in the form of <see cref="InternalOpset"/>.</summary>
    public virtual void Write(NodeWriter writer)
    {
    }

    /// <summary>Derives the outputs' types and shapes from the inputs', by <see cref="InferenceContext.Output"/>.</summary>
    /// <exception cref="GraphException">The inputs do not fit; see <see cref="InferenceContext.Fail"/>.</exception>
    public abstract void Infer(InferenceContext context);

    /// <summary>Computes the outputs, whose memory is there, from the inputs.</summary>
    public abstract void Forward(ForwardContext context);

    /// <summary>
    /// Whether samples stacked along axis 0 of the inputs that differ from sample to sample give the outputs stacked
    /// along axis 0, i.e. rows of axis 0 do not touch one another and inputs that all samples share do not extend
    /// along it. If false, which is always safe, the engine loops over the samples.
    /// </summary>
    public virtual bool StacksSamples(StackingContext context) => false;

    /// <summary>What <see cref="Backward"/> reads besides the gradients of the outputs, or null if the operator has no gradient.</summary>
    /// <param name="kink">The derivative where none exists: with some choices less is needed (a rectifier's output tells its slope if λ is 0).</param>
    public virtual BackwardNeeds? GradientNeeds(Kink kink) => null;

    /// <summary>
    /// Computes the gradients of the inputs that are wanted from those of the outputs. Only called if
    /// <see cref="GradientNeeds"/> is not null. Stacked along axis 0 exactly where <see cref="StacksSamples"/> allows.
    /// </summary>
    public virtual void Backward(BackwardContext context) =>
        throw new NotSupportedException($"{Type} has no gradient.");
}
