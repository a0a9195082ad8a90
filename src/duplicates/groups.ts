import { sameArticle, samePassage, type Wording, wordingOf } from "./same.ts";
import type { Kind } from "./signature.ts";

/** A text that may have copies, by what `bandsOf` gives of it. */
export interface Item {
	id: number;
	bands: Buffer;
}

// Texts on one matter have the same key in a band now and then, copies in many.
const SHARED_BANDS = 2;
// A key that very many texts have tells nothing: of the groups that have it, so many are remembered.
const REMEMBERED = 4;
// So many groups a text is compared with, those first that have most of its keys.
const COMPARED = 3;
// Wordings are kept up to so many words, of about 40 bytes each.
const KEPT_WORDS = 200_000;

/**
 * Finds near-identical texts, in time linear in their number.
 *
 * The first of a group, by id, stands for it: every other was compared with it and is near-identical to it. So a text
 * between two stories does not bring them together, and the order of `items` does not matter.
 *
 * @param items - All of one kind, each id once. One without bands is in no group.
 * @param textOf - The text of an item; asked for at most four times an item.
 * @returns For every item of a group, the id of the group's first; items alone are left out.
 */
export function groupsOf(
	items: Iterable<Item>,
	textOf: (id: number) => string,
	kind: Kind,
): Map<number, number> {
	const sorted = [...items].sort((a, b) => a.id - b.id);
	const buckets = bucketsOf(sorted);
	const wordings = wordingsOf(textOf);
	const same =
		kind === "article"
			? sameArticle
			: (a: Wording, b: Wording) => samePassage(a.shingles, b.shingles);
	const remembered = new Map<number, number[]>();
	const groups = new Map<number, number>();
	for (const [at, { id }] of sorted.entries()) {
		const own = buckets[at] ?? [];
		const likely = candidates(own, remembered);
		const wording = likely.length > 0 ? wordings(id) : null;
		const first = likely.find(
			(candidate) => wording && same(wordings(candidate), wording),
		);
		if (first !== undefined) groups.set(first, first).set(id, first);
		for (const bucket of own) remember(remembered, bucket, first ?? id);
	}
	return groups;
}

/** For each item its buckets: a bucket is a key that two items or more have in the same band. */
function bucketsOf(items: readonly Item[]): number[][] {
	const buckets: number[][] = items.map(() => []);
	const longest = items.reduce(
		(most, { bands }) => Math.max(most, bands.length),
		0,
	);
	let count = 0;
	for (let offset = 0; offset < longest; offset += 4) {
		const firstWith = new Map<number, number>();
		const bucketOf = new Map<number, number>();
		for (const [at, { bands }] of items.entries()) {
			if (offset + 4 > bands.length) continue;
			const key = bands.readInt32LE(offset);
			const first = firstWith.get(key);
			if (first === undefined) {
				firstWith.set(key, at);
				continue;
			}
			let bucket = bucketOf.get(key);
			if (bucket === undefined) {
				bucket = count;
				count += 1;
				bucketOf.set(key, bucket);
				buckets[first]?.push(bucket);
			}
			buckets[at]?.push(bucket);
		}
	}
	return buckets;
}

/** The groups, by their first items, that an item in these buckets may belong to; the likeliest first. */
function candidates(
	buckets: readonly number[],
	remembered: ReadonlyMap<number, readonly number[]>,
): number[] {
	const shared = new Map<number, number>();
	for (const bucket of buckets) {
		for (const first of remembered.get(bucket) ?? []) {
			shared.set(first, (shared.get(first) ?? 0) + 1);
		}
	}
	return [...shared]
		.filter(([, count]) => count >= SHARED_BANDS)
		.sort(([a, countA], [b, countB]) => countB - countA || a - b)
		.slice(0, COMPARED)
		.map(([first]) => first);
}

/** Remembers the group of an item of the bucket, and forgets the one that was seen least lately. */
function remember(
	remembered: Map<number, number[]>,
	bucket: number,
	first: number,
): void {
	const known = remembered.get(bucket) ?? [];
	if (known.at(-1) === first) return;
	const others = known.filter((one) => one !== first);
	remembered.set(bucket, [...others, first].slice(-REMEMBERED));
}

/** Gives the wording of an item, and keeps those that were asked for lately. */
function wordingsOf(textOf: (id: number) => string): (id: number) => Wording {
	const kept = new Map<number, Wording>();
	let words = 0;
	return (id) => {
		const known = kept.get(id);
		if (known) return known;
		const wording = wordingOf(textOf(id));
		words += wording.words.length;
		if (words > KEPT_WORDS) {
			kept.clear();
			words = wording.words.length;
		}
		kept.set(id, wording);
		return wording;
	};
}
