const LONGEST_TAG = 35;
const NO_LANGUAGE = /^(?:und|mul|zxx|mis)\b/u;

// Loading them takes 20 ms.
let loadedNames: Intl.DisplayNames | null = null;

/**
 * A stated language in BCP 47: `en-US` of “en_us”, `en` of “eng” and “English”.
 *
 * @returns null for what is no tag, and for a tag of no language: “und”, “xx”.
 */
export function languageTag(stated: string): string | null {
	const text = stated.trim();
	if (text.length > LONGEST_TAG) return null;
	const tag = canonical(text.replaceAll("_", "-"));
	if (tag !== null) return tag;
	return languagesByName().get(text.toLowerCase()) ?? null;
}

function canonical(text: string): string | null {
	try {
		const [tag = ""] = Intl.getCanonicalLocales(text);
		const known = names().of(tag.split("-")[0] ?? "") !== undefined;
		return known && !NO_LANGUAGE.test(tag) ? tag : null;
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}

function names(): Intl.DisplayNames {
	loadedNames ??= new Intl.DisplayNames("en", {
		type: "language",
		fallback: "none",
	});
	return loadedNames;
}

let byName: ReadonlyMap<string, string> | null = null;

/** Codes of two letters by the language's English name in lower case. */
function languagesByName(): ReadonlyMap<string, string> {
	if (byName) return byName;
	const alphabet = [..."abcdefghijklmnopqrstuvwxyz"];
	const codes = alphabet.flatMap((one) => alphabet.map((two) => one + two));
	byName = new Map(
		codes
			.filter((code) => canonical(code) === code)
			.map((code) => [names().of(code)?.toLowerCase() ?? "", code]),
	);
	return byName;
}
