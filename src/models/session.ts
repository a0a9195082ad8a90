// onnxruntime-node 1.14 cannot release a session: it goes with the garbage.
import onnx from "onnxruntime-node";
import { SearchError } from "../errors.ts";
import { corrupt, type ModelFiles } from "./files.ts";
import { createTokenizer, type Tokenizer } from "./tokenizer.ts";

/** One model, loaded into one ONNX Runtime session. */
export interface Session {
	tokenizer: Tokenizer;
	/**
	 * Embeds one text in one run: an int8 model quantises over the whole batch, so a neighbour or
	 * padding would change the vector.
	 *
	 * @returns A unit-length vector.
	 */
	embed(text: string, options: { truncate: boolean }): Promise<Float32Array>;
}

/**
 * @param threads - That share one run; the vector is the same for any number.
 * @throws {SearchError} `MODEL_CORRUPT` if ONNX Runtime cannot load the weights.
 */
export async function openSession(
	files: ModelFiles,
	threads: number,
): Promise<Session> {
	const tokenizer = createTokenizer(files);
	const { maxTokens, dimensions, name } = files.info;
	let session: onnx.InferenceSession;
	try {
		// By its path: onnxruntime-node 1.14 ignores the options of a model that it is given as bytes.
		session = await onnx.InferenceSession.create(files.weights, {
			intraOpNumThreads: threads,
			interOpNumThreads: 1,
			logSeverityLevel: 3,
		});
	} catch (error) {
		throw corrupt(files.folder, "ONNX Runtime cannot load it", error);
	}
	return {
		tokenizer,
		async embed(text, { truncate }) {
			let ids = tokenizer.encode(text);
			if (ids.length > maxTokens) {
				if (!truncate) {
					throw new SearchError(
						"INTERNAL",
						`a passage of ${ids.length} tokens reached ${name}, which reads ${maxTokens}`,
						"please report this, with the article",
					);
				}
				// The last token is the special one that closes a text.
				ids = [...ids.slice(0, maxTokens - 1), ...ids.slice(-1)];
			}
			const outputs = await session.run(inputsOf(ids, session.inputNames));
			const states = outputs.last_hidden_state?.data;
			if (!(states instanceof Float32Array)) {
				throw corrupt(files.folder, "it gives no last_hidden_state", undefined);
			}
			return unitLength(
				files.pooling === "cls"
					? states.slice(0, dimensions)
					: meanOf(states, dimensions),
			);
		},
	};
}

function inputsOf(
	ids: readonly number[],
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
		token_type_ids: tensor(ids.map(() => 0)),
	};
	return Object.fromEntries(
		names.flatMap((name) => (inputs[name] ? [[name, inputs[name]]] : [])),
	);
}

/** Mean over the rows of a matrix with `width` columns. */
function meanOf(states: Float32Array, width: number): Float32Array {
	const mean = new Float32Array(width);
	for (let at = 0; at < states.length; at += 1) {
		const column = at % width;
		mean[column] = (mean[column] ?? 0) + (states[at] ?? 0);
	}
	const rows = states.length / width;
	return mean.map((sum) => sum / rows);
}

function unitLength(vector: Float32Array): Float32Array {
	const norm = Math.hypot(...vector);
	if (!Number.isFinite(norm) || norm === 0) {
		throw new SearchError(
			"INTERNAL",
			"the model gave a vector without a direction",
			"please report this, with the text",
		);
	}
	return vector.map((value) => value / norm);
}
