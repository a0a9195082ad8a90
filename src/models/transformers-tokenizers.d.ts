// The tokenizers alone: the package's own entry also loads sharp and onnxruntime-web, which are slow
// to load and never used here. It publishes no types for this path.
declare module "@xenova/transformers/src/tokenizers.js" {
	export class PreTrainedTokenizer {
		constructor(tokenizerJSON: unknown, tokenizerConfig: unknown);
		encode(
			text: string,
			textPair?: string | null,
			options?: { add_special_tokens?: boolean },
		): number[];
	}
}
