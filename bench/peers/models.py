"""Writes WIDTHS.onnx, a dense network with ReLU, for each WIDTHS argument after the folder, e.g. 784,256,256,10; or cnn.onnx, or resnet50.onnx."""
import os
import sys

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper


def model(widths):
    random = numpy.random.default_rng(1)
    nodes, weights, value = [], [], "x"
    for i, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        weights.append(numpy_helper.from_array(random.normal(0, (2 / inputs) ** 0.5, (outputs, inputs)).astype("float32"), f"w{i}"))
        weights.append(numpy_helper.from_array(random.normal(0, 0.1, outputs).astype("float32"), f"b{i}"))
        last = i == len(widths) - 2
        nodes.append(helper.make_node("Gemm", [value, f"w{i}", f"b{i}"], ["y" if last else f"z{i}"], transB=1))
        if not last:
            nodes.append(helper.make_node("Relu", [f"z{i}"], [f"a{i}"]))
            value = f"a{i}"
    graph = helper.make_graph(
        nodes,
        "mlp",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", widths[0]])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["N", widths[-1]])],
        weights,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)


def convolutional():
    """Two convolutions 3×3 with ReLU and pooling, and two dense layers, on 28×28."""
    random = numpy.random.default_rng(1)
    nodes, weights, value = [], [], "x"

    def layer(op, result, shape, **attributes):
        nonlocal value
        scale = (2 / numpy.prod(shape[1:])) ** 0.5
        weights.append(numpy_helper.from_array(random.normal(0, scale, shape).astype("float32"), "w" + result))
        weights.append(numpy_helper.from_array(random.normal(0, 0.1, shape[0]).astype("float32"), "b" + result))
        nodes.append(helper.make_node(op, [value, "w" + result, "b" + result], [result], **attributes))
        value = result

    def then(op, result, **attributes):
        nonlocal value
        nodes.append(helper.make_node(op, [value], [result], **attributes))
        value = result

    for i, shape in enumerate([(32, 1, 3, 3), (64, 32, 3, 3)]):
        layer("Conv", f"z{i}", shape, kernel_shape=[3, 3], pads=[1, 1, 1, 1])
        then("Relu", f"a{i}")
        then("MaxPool", f"p{i}", kernel_shape=[2, 2], strides=[2, 2])
    then("Flatten", "flat")
    layer("Gemm", "z2", (128, 3136), transB=1)
    then("Relu", "a2")
    layer("Gemm", "y", (10, 128), transB=1)
    graph = helper.make_graph(
        nodes,
        "cnn",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 1, 28, 28])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["N", 10])],
        weights,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)


def residual(blocks=(3, 4, 6, 3), classes=1000, size=224):
    """ResNet-50 (He et al. 2016) with random weights and its batch normalization as exporters leave it when they do not fold."""
    random = numpy.random.default_rng(1)
    nodes, weights = [], []

    def constant(name, values):
        weights.append(numpy_helper.from_array(numpy.asarray(values, dtype="float32"), name))
        return name

    def convolution(value, name, inputs, outputs, kernel, stride=1, activate=True):
        w = constant("w" + name, random.normal(0, (2 / (inputs * kernel * kernel)) ** 0.5, (outputs, inputs, kernel, kernel)))
        pad = kernel // 2
        nodes.append(helper.make_node(
            "Conv", [value, w], ["c" + name], kernel_shape=[kernel, kernel], strides=[stride, stride], pads=[pad, pad, pad, pad]))
        statistics = [constant(k + name, random.uniform(low, high, outputs)) for k, low, high in [("g", 0.5, 1), ("b", -0.1, 0.1), ("m", -0.1, 0.1), ("v", 0.5, 1)]]
        nodes.append(helper.make_node("BatchNormalization", ["c" + name] + statistics, ["n" + name]))
        return rectified("n" + name) if activate else "n" + name

    def rectified(value):
        nodes.append(helper.make_node("Relu", [value], ["r" + value]))
        return "r" + value

    value = convolution("x", "0", 3, 64, 7, 2)
    nodes.append(helper.make_node("MaxPool", [value], ["pooled"], kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1]))
    value, channels = "pooled", 64
    for stage, count in enumerate(blocks):
        width = 64 << stage
        for block in range(count):
            name, stride = f"{stage}_{block}_", 2 if block == 0 and stage > 0 else 1
            inner = convolution(value, name + "1", channels, width, 1)
            inner = convolution(inner, name + "2", width, width, 3, stride)
            inner = convolution(inner, name + "3", width, 4 * width, 1, activate=False)
            past = value if block else convolution(value, name + "4", channels, 4 * width, 1, stride, activate=False)
            nodes.append(helper.make_node("Add", [inner, past], ["s" + name]))
            value, channels = rectified("s" + name), 4 * width
    nodes.append(helper.make_node("GlobalAveragePool", [value], ["mean"]))
    nodes.append(helper.make_node("Flatten", ["mean"], ["flat"]))
    nodes.append(helper.make_node("Gemm", ["flat", constant("wy", random.normal(0, 0.01, (classes, channels))), constant("by", numpy.zeros(classes))], ["y"], transB=1))
    graph = helper.make_graph(
        nodes,
        "resnet50",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 3, size, size])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["N", classes])],
        weights,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)


for name in sys.argv[2:]:
    made = convolutional() if name == "cnn" else residual() if name == "resnet50" else model([int(w) for w in name.split(",")])
    onnx.save(made, os.path.join(sys.argv[1], name + ".onnx"))
