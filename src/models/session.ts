import { SearchError } from "../errors.ts";
import type { ModelFiles } from "./files.ts";
import { loadWeights } from "./weights.ts";

/** One model, loaded into one ONNX Runtime session. */
export interface Session {
	/**
	 * Embeds one text in one run: an int8 model quantises over the whole batch, so a neighbour or
	 * padding would change the vector.
	 *
	 * @param tokens - Ids of the text's tokens, the special ones included.
	 * @returns A unit-length vector.
	 */
	embed(
		tokens: readonly number[],
		options: { truncate: boolean },
	): Promise<Float32Array>;
}

/**
 * @param threads - That share one run; the vector is the same for any number.
 * @throws {SearchError} `MODEL_CORRUPT` if ONNX Runtime cannot load the weights.
 */
export async function openSession(
	files: ModelFiles,
	threads: number,
): Promise<Session> {
	const { maxTokens, dimensions, name } = files.shape;
	const run = await loadWeights(files.folder, threads);
	return {
		async embed(tokens, { truncate }) {
			let ids = tokens;
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
			const types = ids.map(() => 0);
			const states = await run({ ids, types }, "last_hidden_state");
			return unitLength(
				files.pooling === "cls"
					? states.slice(0, dimensions)
					: meanOf(states, dimensions),
			);
		},
	};
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
