// The tokenizers alone: the package's own entry also loads sharp and onnxruntime-web, which are slow
// to load and never used here. It publishes no types for this path.
declare module "@xenova/transformers/src/tokenizers.js" {
	export class PreTrainedTokenizer {
		model: { tokens_to_ids: Map<string, number> };
		model: { tokens_to_ids: Map<string, number> };
		constructor(tokenizerJSON: unknown, tokenizerConfig: unknown);
		encode(
			text: string,
			textPair?: string | null,
			options?: { add_special_tokens?: boolean },
		): number[];
	}
}
