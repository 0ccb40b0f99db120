using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Relumine.LibTorch;

/// <summary>Activations over arguments from −4 to 4, and their gradients. LibTorch takes the result's memory anew each time, from a pool.</summary>
internal static class Functions
{
    public static Action Forward(string name, long length)
    {
        var (function, x) = (Of(name), rand(length) * 8 - 4);
        return () =>
        {
            using var scope = NewDisposeScope();
            using var plain = inference_mode();
            function(x);
        };
    }

    // The graph is made once and walked backwards each time.
    public static Action Backward(string name, long length)
    {
        var x = (rand(length) * 8 - 4).requires_grad_(true);
        var upstream = rand(length) * 2 - 1;
        var y = Of(name)(x);
        return () =>
        {
            using var scope = NewDisposeScope();
            autograd.grad([y], [x], [upstream], retain_graph: true);
        };
    }

    private static Func<Tensor, Tensor> Of(string name) => name switch
    {
        "relu" => x => functional.relu(x),
        "leakyrelu" => x => functional.leaky_relu(x, 0.01),
        "elu" => x => functional.elu(x, 1),
        "gelu" => x => functional.gelu(x),
        "silu" => x => functional.silu(x),
        "mish" => x => functional.mish(x),
        "sigmoid" => x => functional.sigmoid(x),
        "tanh" => x => functional.tanh(x),
        _ => throw new ArgumentException($"There is no activation '{name}'."),
    };
}
