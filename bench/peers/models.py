"""Writes WIDTHS.onnx, a dense network with ReLU, for each WIDTHS argument after the folder, e.g. 784,256,256,10."""
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


for name in sys.argv[2:]:
    onnx.save(model([int(w) for w in name.split(",")]), os.path.join(sys.argv[1], name + ".onnx"))
