using Relumine.Bench.Geometry;
using Relumine.Bench.Kernels;
using Relumine.Bench.Live;
using Relumine.Bench.Serve;

return args switch
{
    ["activations", .. var rest] => ActivationSpeed.Run(rest),
    ["ulp", .. var rest] => UlpSweep.Run(rest),
    ["regions", .. var rest] => RegionSpeed.Run(rest),
    ["verdicts", .. var rest] => VerdictSpeed.Run(rest),
    ["live", .. var rest] => LiveCost.Run(rest),
    ["serve"] => Server.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Which measurement?
          activations [--only NAME] [--json FILE]   elements per second of every activation, beside System.Numerics.Tensors
          ulp FUNCTION [--every N]                  the largest error of exp, expm1, log1p, tanh or erf over all (or every Nth) floats
          regions [--only NAME] [--json FILE]       cells of networks in planes and boxes, and pieces along lines
          verdicts MODEL.onnx DATA [--box LOW HIGH] [--divide X] [--budget SECONDS] [--samples N] [--threads N] [--layer N]
                                                    what is proven and refuted of units, and whether samples contradict it
          live [--turns N] [--json FILE]            what train --live costs a training, closed and open, beside one without
          serve                                     one block of work per line on standard input: SECONDS WORK...; see bench/peers
        """);
    return 2;
}
