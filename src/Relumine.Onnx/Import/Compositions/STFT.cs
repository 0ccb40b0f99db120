using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>
/// The Fourier transforms of the frames of a signal, each weighted by a window (ONNX STFT; Allen and Rabiner 1977, Proc. IEEE): a
/// convolution whose taps are cosines and sines.
/// </summary>
internal sealed class STFT : IComposition
{
    public string Type => "STFT";

    public int Since => 17;

    public void Compose(Composer node)
    {
        var reader = node.Reader;
        var isOneSided = reader.Int("onesided", 1) != 0;
        var step = node.ConstantOf(node[1])?.ToInt64() is [> 0 and <= int.MaxValue and var constant]
            ? (int)constant : throw reader.Refuse("the step of its frames depends on the data", "Export the model with a constant there.");
        var signal = node.Rank(0) == 2 ? node.Unsqueeze(node[0], 2) : node[0];
        if (!node.Has(2) && !node.Has(3))
        {
            throw reader.Refuse("it has neither a window nor a length of frames", "Export the model with one of them.");
        }

        var length = node.Has(3)
            ? node.Node(new Reshape(), node.Node(new Cast(ElementType.Int64), node[3]), node.Constant(ModelTensor.Zeros(ElementType.Int64, new Shape(0))))
            : Fourier.Size(node, node[2], 0);
        var (cos, sin) = Fourier.Matrices(node, isOneSided ? Fourier.Half(node, length) : length, length, length, signal);
        string Taps(string matrix) => node.Unsqueeze(node.Has(2) ? node.Node(new Mul(), matrix, node[2]) : matrix, 1);
        var (c, s) = (Taps(cos), Taps(node.Node(new Neg(), sin)));
        var (real, imaginary) = Fourier.Parts(node, signal, 3);
        var frames = new Conv(Strides: new[] { step });
        string Through(string part, string taps) => node.Node(frames, node.Unsqueeze(part, 1), taps);
        var (re, im) = (Through(real, c), Through(real, s));
        if (imaginary is not null)
        {
            re = node.Node(new Sub(), re, Through(imaginary, s));
            im = node.Node(new Add(), im, Through(imaginary, c));
        }

        // [N, bins, frames] → [N, frames, bins, 2].
        string Turned(string v) => node.Node(new Transpose(new[] { 0, 2, 1 }), v);
        node.Result(0, Fourier.Join(node, Turned(re), Turned(im), 3));
    }
}
