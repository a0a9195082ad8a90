import { SearchError } from "../../errors.ts";
import { damagedIn, knownModels } from "../../models/check.ts";
import { type Pulled, pullModel } from "../../models/pull.ts";
import type { Action } from "../context.ts";
import { safeJson } from "../escape.ts";
import { EXIT } from "../exit-codes.ts";
import { createProgress } from "../progress.ts";

export interface PullOptions {
	revision?: string;
	quiet?: boolean;
	json?: boolean;
}

/** `ask model pull <name>`. */
export const pull: Action<PullOptions> = async (
	{ terminal, environment, signal },
	[name = ""],
	{ revision, quiet = false, json },
) => {
	const progress = await createProgress(terminal, { quiet });
	let pulled: Pulled;
	try {
		pulled = await pullModel({
			name,
			revision,
			models: environment.ASK_MODELS,
			hub: environment.HF_ENDPOINT || undefined,
			token: environment.HF_TOKEN || undefined,
			signal,
			onProgress: (step) => progress.show(step),
		});
	} finally {
		progress.stop();
	}
	if (json) await terminal.out(`${safeJson(pulled)}\n`);
	else if (!quiet) {
		const how = pulled.fetched ? "fetched" : "was there already";
		await terminal.out(
			`${name} at ${pulled.revision} ${how}; use it: ask index --model ${name} PATH…\n`,
		);
	}
	return EXIT.found;
};

/** `ask model list`. */
export const list: Action<{ json?: boolean }> = async (
	{ terminal, environment },
	_,
	{ json },
) => {
	const models = await knownModels(environment.ASK_MODELS);
	if (json) {
		await terminal.out(`${safeJson({ models })}\n`);
		return EXIT.found;
	}
	for (const { name, revision, folder } of models) {
		const from = revision?.slice(0, 8) ?? "bundled ";
		await terminal.out(
			`${from}  ${name}  ${terminal.outLook.style(["dim"], folder)}\n`,
		);
	}
	return EXIT.found;
};

/** `ask model verify [name]`. */
export const verifyModels: Action<{ json?: boolean }> = async (
	{ terminal, environment },
	[wanted],
	{ json },
) => {
	const models = (await knownModels(environment.ASK_MODELS)).filter(
		({ name }) => wanted === undefined || name === wanted,
	);
	if (models.length === 0) throw unknown(wanted ?? "");
	const checked = [];
	for (const model of models) {
		checked.push({ ...model, damaged: await damagedIn(model) });
	}
	if (json) await terminal.out(`${safeJson({ models: checked })}\n`);
	else {
		for (const { name, damaged, bundled } of checked) {
			const cure = bundled
				? "install the package again"
				: `ask model pull ${name}`;
			await terminal.out(
				damaged.length === 0
					? `${name}: whole\n`
					: `${name}: damaged: ${damaged.join(", ")}; ${cure}\n`,
			);
		}
	}
	return checked.every(({ damaged }) => damaged.length === 0)
		? EXIT.found
		: EXIT.nothing;
};

function unknown(name: string): SearchError {
	return new SearchError(
		"MODEL_NOT_FOUND",
		`no model ${name} is here`,
		"see which are: ask model list, or fetch it: ask model pull OWNER/NAME",
	);
}
