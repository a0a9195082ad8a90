const TAG = /^[a-z]{2,3}(?:[-_][a-z0-9]{1,8}){0,4}$/iu;

/** A stated language in BCP 47, `en-US` for “en_us”; null for what is no language. */
export function languageTag(stated: string): string | null {
	if (!TAG.test(stated)) return null;
	try {
		return Intl.getCanonicalLocales(stated.replaceAll("_", "-"))[0] ?? null;
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}
