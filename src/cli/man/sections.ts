/** What the exit code tells, by itself. */
export const EXIT_STATUS: readonly [string, string][] = [
	["0", "Found, or done; also where the reader of a pipe has seen enough."],
	[
		"1",
		"Asked, and nothing reached the threshold; or a citation no longer holds; or a model is damaged.",
	],
	["2", "An error: a message and a hint are on standard error."],
	["130", "Interrupted."],
];

export const ENVIRONMENT: readonly [string, string][] = [
	["ASK_INDEX", "The index folder where no --index names one."],
	[
		"ASK_MODELS",
		"The folder of models that were fetched, instead of one in the user's data folder.",
	],
	[
		"ASK_TOKEN",
		"What those have to know who call ask serve or ask mcp --http from other machines.",
	],
	["HF_ENDPOINT", "Another hub to fetch models from."],
	["HF_TOKEN", "A token for models that not everybody may have."],
	["NO_COLOR", "Set to anything: no colours on a terminal."],
	[
		"XDG_DATA_HOME, XDG_CACHE_HOME",
		"Where the user's data and cache folders are, on Linux.",
	],
];

export const FILES: readonly [string, string][] = [
	["./index", "The index, where neither --index nor ASK_INDEX names another."],
	[
		"~/.local/share/verbatim-search/models",
		"Models that ask model pull fetched, on Linux.",
	],
	[
		"~/.cache/verbatim-search/eval",
		"Indexes of the collections that ask eval measured, on Linux.",
	],
];
