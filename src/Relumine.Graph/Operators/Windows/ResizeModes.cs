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

    /// <summary>The part of the input that input 1 gives is resized (tf_crop_and_resize).</summary>
    Crop,
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

    /// <summary>The first where the axis grows and the second where it shrinks, as before opset 11.</summary>
    Outwards,
}

/// <summary>Which size ONNX Resize makes of one that would change the ratio of the axes.</summary>
public enum ResizePolicy
{
    /// <summary>The one that is given (stretch).</summary>
    Stretch,

    /// <summary>The largest of the same ratio that is not larger (not_larger).</summary>
    NotLarger,

    /// <summary>The smallest of the same ratio that is not smaller (not_smaller).</summary>
    NotSmaller,
}
