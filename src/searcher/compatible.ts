import { SearchError } from "../errors.ts";
import { settingsFor } from "../settings.ts";
import { difference, type Settings } from "../store/settings.ts";

/**
 * Refuses an index whose settings are not those of this program, or not those wanted.
 *
 * @throws {SearchError} `INDEX_INCOMPATIBLE`.
 */
export function refuseOther(index: Settings, wanted: Partial<Settings>): void {
	const { chunker, reading, keywords, metric } = settingsFor(index.model);
	const different = difference(index, {
		chunker,
		reading,
		keywords,
		metric,
		...wanted,
	});
	if (different) {
		throw new SearchError(
			"INDEX_INCOMPATIBLE",
			different,
			"build it again: ask index --rebuild",
		);
	}
}
