// onnxruntime-node 1.14 cannot release a session: it goes with the garbage.
import onnx from "onnxruntime-node";
import { corrupt, type ModelFolder } from "./bundle.ts";

/** A text, or a pair of texts, as a BERT model reads it. */
export interface Input {
	ids: readonly number[];
	/** Of each token: 0 in the first text, 1 in the second. */
	types: readonly number[];
}

/** Runs one input through a model, and gives one of its outputs, flat. */
export type Run = (input: Input, output: string) => Promise<Float32Array>;

/**
 * Loads weights into an ONNX Runtime session of their own.
 *
 * @param threads - That share one run; the outputs are the same for any number.
 * @throws {SearchError} `MODEL_CORRUPT` if ONNX Runtime cannot load them.
 */
export async function loadWeights(
	{ root, weights }: Pick<ModelFolder, "root" | "weights">,
	threads: number,
): Promise<Run> {
	let session: onnx.InferenceSession;
	try {
		// By its path: onnxruntime-node 1.14 ignores the options of a model that it is given as bytes.
		session = await onnx.InferenceSession.create(weights, {
			intraOpNumThreads: threads,
			interOpNumThreads: 1,
			logSeverityLevel: 3,
		});
	} catch (error) {
		throw corrupt(root, "ONNX Runtime cannot load it", error);
	}
	return async (input, output) => {
		const outputs = await session.run(tensorsOf(input, session.inputNames));
		const data = outputs[output]?.data;
		if (!(data instanceof Float32Array)) {
			throw corrupt(root, `it gives no ${output}`, undefined);
		}
		return data;
	};
}

/** A batch of one. */
function tensorsOf(
	{ ids, types }: Input,
	names: readonly string[],
): Record<string, onnx.Tensor> {
	const tensor = (values: readonly number[]) =>
		new onnx.Tensor("int64", BigInt64Array.from(values, BigInt), [
			1,
			values.length,
		]);
	const inputs: Record<string, onnx.Tensor> = {
		input_ids: tensor(ids),
		attention_mask: tensor(ids.map(() => 1)),
		token_type_ids: tensor(types),
	};
	return Object.fromEntries(
		names.flatMap((name) => (inputs[name] ? [[name, inputs[name]]] : [])),
	);
}
