import { CHUNKER_VERSION } from "./chunker/chunker.ts";
import { KEYWORDS_VERSION } from "./keywords.ts";
import type { Settings } from "./store/settings.ts";
import type { ModelInfo } from "./types.ts";

// Long enough to read whole paragraphs, short enough to point at; tokens of the model.
const TARGET_TOKENS = 128;
const MAX_TOKENS = 192;
// Whatever the model: no passage of fewer tokens says anything.
const MIN_TOKENS = 16;
// Raised whenever the same file would give another text, other statements about itself, other boilerplate, quotations
// or bands than before: readers, boilerplate/, speakers/ and duplicates/.
const READING_VERSION = 1;
/** A title leads every passage of its article into the model; what is longer is cut there. */
export const MAX_TITLE_TOKENS = 48;
// The end of the title and the model's special tokens at both ends of a text.
const EXTRA_TOKENS = 8;

/** The settings of an index built now with this model. */
export function settingsFor(model: ModelInfo): Settings {
	const { name, fingerprint, dimensions } = model;
	const room = model.maxTokens - MAX_TITLE_TOKENS - EXTRA_TOKENS;
	const maxTokens = Math.max(MIN_TOKENS, Math.min(MAX_TOKENS, room));
	return {
		model: { name, fingerprint, dimensions, maxTokens: model.maxTokens },
		metric: "ip",
		chunker: {
			version: CHUNKER_VERSION,
			targetTokens: Math.min(TARGET_TOKENS, maxTokens),
			maxTokens,
		},
		reading: READING_VERSION,
		keywords: KEYWORDS_VERSION,
	};
}
