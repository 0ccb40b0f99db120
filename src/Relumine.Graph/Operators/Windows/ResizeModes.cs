namespace Relumine.Graph.Operators.Windows;

/// <summary>How ONNX Resize finds the place in the input that an element of the output comes from.</summary>
public enum ResizeCoordinates
{
    /// <summary>Elements are pixels, and their centres are scaled (half_pixel).</summary>
    HalfPixel,

    /// <summary>The same, but the middle of the input stays the middle although the size is rounded (half_pixel_symmetric).</summary>
    HalfPixelSymmetric,

    /// <summary>The same, but an output of one element comes from the first (pytorch_half_pixel).</summary>
    PytorchHalfPixel,

    /// <summary>The first and the last elements stay in their places (align_corners).</summary>
    AlignCorners,

    /// <summary>Indices are scaled (asymmetric).</summary>
    Asymmetric,
}

/// <summary>Which element ONNX Resize takes for a place between two, if it does not interpolate.</summary>
public enum ResizeNearest
{
    /// <summary>The nearer one, the first if both are equally near (round_prefer_floor).</summary>
    RoundPreferFloor,

    /// <summary>The nearer one, the second if both are equally near (round_prefer_ceil).</summary>
    RoundPreferCeil,

    /// <summary>The first (floor).</summary>
    Floor,

    /// <summary>The second (ceil).</summary>
    Ceil,
}
