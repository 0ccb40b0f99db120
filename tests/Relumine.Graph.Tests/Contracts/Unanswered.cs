namespace Relumine.Graph.Tests.Contracts;

/// <summary>
/// The operators that give no answer to a question, with the reason. An operator that is new and gives none fails until
/// somebody decides; one that gives an answer has to leave the list.
/// </summary>
internal sealed class Unanswered
{
    private readonly string _question;
    private readonly Dictionary<string, string> _reasons = [];

    private Unanswered(string question, params (string Reason, string Names)[] lists)
    {
        _question = question;
        foreach (var (reason, names) in lists)
        {
            foreach (var name in names.Split(' '))
            {
                _reasons.Add(name, reason);
            }
        }
    }

    /// <summary>Not element by element.</summary>
    public static Unanswered Elementwise { get; } = new(
        "Elementwise",
        ("sums over an axis, or chooses along it",
            "ReduceMax ReduceMin ReduceMean ReduceSum ReduceSumSquare ReduceProd ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ArgMax ArgMin CumSum CumProd"),
        ("works on lines or groups of elements", "Softmax LogSoftmax Hardmax LayerNormalization RMSNormalization InstanceNormalization LRN TopK"),
        ("has parameters along axis 1, not broadcast as in NumPy", "BatchNormalization"),
        ("slides a window", "MaxPool AveragePool GlobalMaxPool GlobalAveragePool Conv ConvTranspose Resize GridSample RoiAlign"),
        ("sums products, over time too", "Gemm MatMul Einsum RNN GRU LSTM"),
        ("moves, repeats or leaves out elements",
            "Reshape Flatten Squeeze Unsqueeze Transpose Expand Tile Concat Split Pad Gather GatherElements GatherND ScatterElements "
                + "ScatterND Slice Trilu DepthToSpace SpaceToDepth"),
        ("makes elements that no input has", "Shape Size Range ConstantOfShape OneHot NonZero NonMaxSuppression EyeLike"));

    /// <summary>No axis is kept.</summary>
    public static Unanswered Axes { get; } = new(
        "Axes",
        ("the shape itself is data", "Shape Size Range ConstantOfShape NonZero NonMaxSuppression EyeLike"),
        ("letters say which axes meet; nobody has needed it", "Einsum"),
        ("samples have grids of their own", "GridSample"),
        ("the result has a shape that is given, which would have to follow", "Expand Reshape"),
        ("axes become others; trimming follows elements by their places", "Flatten Squeeze Unsqueeze"),
        ("an axis is put between others; nobody has needed it", "OneHot"),
        ("indices lie in a tensor of the result's shape", "GatherElements ScatterElements"),
        ("indices say where slices lie, along several axes", "GatherND ScatterND"),
        ("samples may have lengths and first states of their own, which would have to follow", "RNN GRU LSTM"));

    /// <summary>An input has no role.</summary>
    public static Unanswered Roles { get; } = new("Roles");

    /// <summary>Trimming follows no unit through them.</summary>
    public static Unanswered Carriage { get; } = new(
        "Carriage",
        ("gives truth values, which no product reads", "Not And Or Xor Equal Less LessOrEqual Greater GreaterOrEqual IsNaN IsInf"),
        ("gives integers, which no product reads", "ArgMax ArgMin Size NonZero NonMaxSuppression BitwiseAnd BitwiseOr BitwiseXor BitwiseNot BitShift"),
        ("harmless unless asked for the number of units, but carries none", "Shape"),
        ("knows no units: its inputs decide a shape or pick values", "Range ConstantOfShape OneHot EyeLike"),
        ("sums products along axes that letters name", "Einsum"),
        ("has statistics over units: without some of them those of the others change", "LayerNormalization RMSNormalization LRN"),
        ("picks elements by places that are data", "GatherElements GatherND ScatterElements ScatterND GridSample"),
        ("its units are made by weights of several gates, and come back to them", "RNN GRU LSTM"),
        ("mixes units and positions", "DepthToSpace SpaceToDepth"),
        ("has several outputs, and a carrier says where one value carries units", "Split"),
        ("would need another shape, which other nodes may compute", "Expand"));

    /// <summary>No bounds are known.</summary>
    public static Unanswered Bounds { get; } = new(
        "Bounds",
        ("gives integers, which wrap around", "ArgMax ArgMin Shape Size Range NonZero NonMaxSuppression BitwiseAnd BitwiseOr BitwiseXor BitwiseNot BitShift"),
        ("sums as many products as letters name axes", "Einsum"),
        ("cubic interpolation overshoots", "GridSample"),
        ("has functions of its own for gates and states, some without limits", "RNN GRU LSTM"),
        ("is always a constant, whose numbers are known", "ConstantOfShape EyeLike"),
        ("has poles, and which of them lie between two bounds nobody has worked out", "Tan"));

    /// <summary>Bounds are known, but not all of them are finite for finite inputs.</summary>
    public static Unanswered FiniteBounds { get; } = new("FiniteBounds");

    /// <summary>All lists.</summary>
    public static IEnumerable<Unanswered> All => [Elementwise, Axes, Roles, Carriage, Bounds, FiniteBounds];

    /// <summary>All names on the list.</summary>
    public IEnumerable<string> Names => _reasons.Keys;

    /// <summary>Checks that an operator answers, or is on the list.</summary>
    public void ShouldHold(string name, bool answers)
    {
        (answers || _reasons.ContainsKey(name)).ShouldBeTrue(
            $"{name} gives no answer to {_question}: let it give one, or put it onto Unanswered.{_question} with the reason. "
                + "Bounds of an activation follow from the Course of its card.");
        (answers && _reasons.ContainsKey(name)).ShouldBeFalse($"{name} gives an answer: take it off Unanswered.{_question}");
    }
}
