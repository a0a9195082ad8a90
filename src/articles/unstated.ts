import type { Metadata, Origin, Stated } from "../types.ts";

/** What is known of an article that says nothing about itself. */
export const UNSTATED: Metadata = {
	headline: null,
	author: null,
	source: null,
	agency: null,
	place: null,
	published: null,
	language: null,
	url: null,
};

/** A value with where it was found; null for a blank one. */
export function stated(
	value: string | null | undefined,
	from: Origin,
): Stated | null {
	const trimmed = value?.trim();
	return trimmed ? { value: trimmed, from } : null;
}
