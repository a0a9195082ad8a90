#!/usr/bin/env python3
"""Fuses the graph of the published cross-encoder; its quantised weights stay as they are.

    python3 -m venv fuse && fuse/bin/pip install onnx==1.23.2 onnxruntime==1.32.0
    fuse/bin/python scripts/fuse-cross-encoder.py PUBLISHED.onnx models/Xenova/ms-marco-MiniLM-L-12-v2/onnx/model_quantized.onnx

ONNX Runtime does most of it whenever it loads a model; done once, a lookup need not wait for it. It does not find the
attention in a graph that is quantised already: query, key and value become one QAttention a layer here, which two
threads share far better. The same products and sums, so logits change by float rounding alone, which the next
layer's quantisation can make visible (about 0.03).
"""
import os, sys, tempfile

import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper

LAYERS, HEADS = 12, 12
# onnxruntime-node 1.14 refuses operator sets that are newer than it is, even where nothing uses them.
DOMAINS = ("", "com.microsoft")


def optimised(source):
    """The graph as ONNX Runtime fuses it, free of what depends on this machine."""
    with tempfile.TemporaryDirectory() as folder:
        target = os.path.join(folder, "model.onnx")
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        options.optimized_model_filepath = target
        onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
        return onnx.load(target)


def fuse_attention(graph):
    constants = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    by_bias = {name: node for node in graph.node for name in node.input if name.endswith(".bias")}

    def constant(name, value):
        graph.initializer.append(numpy_helper.from_array(value, name))
        return name

    mask = helper.make_node("Cast", ["attention_mask"], ["attention_mask_int32"], to=onnx.TensorProto.INT32)
    before = {}
    for layer in range(LAYERS):
        prefix = f"bert.encoder.layer.{layer}.attention"
        parts = [by_bias[f"{prefix}.self.{part}.bias"] for part in ("query", "key", "value")]
        states, _, states_scale, _, states_zero, _, _ = parts[0].input
        assert all(part.op_type == "MatMulIntegerToFloat" and part.input[0] == states for part in parts)
        assert not any(constants[part.input[5]] for part in parts), "weights are symmetric"
        widths = [constants[part.input[6]].size for part in parts]
        qkv = f"{prefix}.qkv"
        attention = helper.make_node(
            "QAttention",
            [
                states,
                constant(f"{qkv}.weight", np.concatenate([constants[part.input[1]] for part in parts], axis=1)),
                constant(f"{qkv}.bias", np.concatenate([constants[part.input[6]] for part in parts])),
                states_scale,
                constant(f"{qkv}.scale", np.repeat([constants[part.input[3]] for part in parts], widths)),
                mask.output[0],
                states_zero,
                constant(f"{qkv}.zero_point", np.zeros(sum(widths), np.int8)),
            ],
            [f"{qkv}.output"],
            domain="com.microsoft",
            num_heads=HEADS,
            unidirectional=0,
        )
        dense = by_bias[f"{prefix}.output.dense.bias"]
        dense.input[0] = attention.output[0]
        before[dense.output[0]] = attention

    nodes = [mask]
    for node in graph.node:
        nodes += [before[node.output[0]], node] if node.output[0] in before else [node]
    keep_used(graph, nodes)


def keep_used(graph, nodes):
    """Leaves only what the outputs need."""
    used, kept = {output.name for output in graph.output}, []
    for node in reversed(nodes):
        if used.intersection(node.output):
            kept.append(node)
            used.update(node.input)
    weights = [each for each in graph.initializer if each.name in used]
    del graph.node[:], graph.initializer[:], graph.value_info[:]
    graph.node.extend(reversed(kept))
    graph.initializer.extend(weights)


def main(source, target):
    model = optimised(source)
    fuse_attention(model.graph)
    domains = [each for each in model.opset_import if each.domain in DOMAINS]
    del model.opset_import[:]
    model.opset_import.extend(domains)
    onnx.save(model, target)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
