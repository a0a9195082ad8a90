import * as z from "zod/mini";

/**
 * What an index was built with. Passages, vectors and words of two indexes can be compared only
 * where all of it is the same, so an index of other settings is refused and never searched.
 */
export const Settings = z.object({
	model: z.object({
		name: z.string(),
		fingerprint: z.string(),
		dimensions: z.int().check(z.positive()),
		maxTokens: z.int().check(z.positive()),
	}),
	/** How vectors are compared: the inner product, which for unit vectors is the cosine. */
	metric: z.literal("ip"),
	chunker: z.object({
		version: z.int(),
		targetTokens: z.int(),
		maxTokens: z.int(),
	}),
	/** Of how articles are read: their text, what they state, boilerplate, quotations, likeness. */
	reading: z.int(),
	/** Of the analysis of words. */
	keywords: z.int(),
});
export type Settings = z.infer<typeof Settings>;

/**
 * Says in what an index differs from what was wanted, both values named; null when in nothing.
 *
 * @param wanted - Parts left out are not compared.
 */
export function difference(
	index: Settings,
	wanted: Partial<Settings>,
): string | null {
	const pairs: [string, unknown, unknown][] = [
		["model", nameOf(index.model), wanted.model && nameOf(wanted.model)],
		["dimensions", index.model.dimensions, wanted.model?.dimensions],
		["metric", index.metric, wanted.metric],
		["chunking", chunkingOf(index), wanted.chunker && chunkingOf(wanted)],
		["reading of articles", index.reading, wanted.reading],
		["word analysis", index.keywords, wanted.keywords],
	];
	const different = pairs.find(
		([, is, wants]) => wants !== undefined && is !== wants,
	);
	if (!different) return null;
	const [what, is, wants] = different;
	return `the index was built with ${what} ${is}, not ${wants}`;
}

function nameOf({ name, fingerprint }: Settings["model"]): string {
	return `${name} (${fingerprint.slice(0, 8)})`;
}

function chunkingOf({ chunker }: Partial<Settings>): string {
	return `version ${chunker?.version} of ${chunker?.targetTokens} to ${chunker?.maxTokens} tokens`;
}
