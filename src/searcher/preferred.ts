import { type Fused, inOrder } from "../ranking/fusion.ts";
import { recency } from "../ranking/recency.ts";
import { SPEAKER } from "../ranking/weights.ts";
import type { Store } from "../store/store.ts";
import type { IsAsked } from "./asked-speaker.ts";
import type { CheckedOptions } from "./options.ts";

/**
 * Orders what was found anew by what is wanted beside relevance: where a question asks what somebody said, passages
 * in which they speak; and newer ones, where that is asked for.
 */
export function preferred(
	store: Store,
	fused: readonly Fused[],
	isAsked: IsAsked | null,
	{ recent }: Pick<CheckedOptions, "recent">,
): Fused[] {
	const speaking = isAsked
		? speakingIn(store, isAsked, fused)
		: new Set<number>();
	const days = recent
		? store.daysOf(fused.map(({ articleId }) => articleId))
		: null;
	if (speaking.size === 0 && !days) return [...fused];
	const today = Date.now();
	return inOrder(
		fused.map((candidate) => {
			const { id, articleId, order } = candidate;
			const bonus = speaking.has(id) ? SPEAKER : 0;
			const share = days ? recency(days.get(articleId) ?? null, today) : 1;
			return { ...candidate, order: (order + bonus) * share };
		}),
	);
}

/** The passages in which somebody speaks who is asked about. */
function speakingIn(
	store: Store,
	isAsked: IsAsked,
	fused: readonly Fused[],
): Set<number> {
	const said = store.speakersIn(fused.map(({ id }) => id));
	return new Set(
		said.filter(({ name }) => isAsked(name)).map(({ passageId }) => passageId),
	);
}
