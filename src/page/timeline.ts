import type { Hits } from "../searcher/hits.ts";
import type { Answer } from "../types.ts";
import { type Bucket, bucketsOf, endsOf } from "./buckets.ts";
import { type Html, html } from "./html.ts";
import { counted } from "./numbers.ts";
import { addressOf, type Search } from "./search.ts";

// In units of the drawing, which is stretched to the width that there is.
const SLOT = 10;
const GAP = 2;
const HEIGHT = 48;
const LEAST_HEIGHT = 3;

/** The hits by date, a link a bar; null where there is nothing to compare. */
export function renderTimeline(
	{ days, undated }: Hits,
	{ period }: Answer,
	search: Search,
): Html | null {
	const buckets = bucketsOf(days, period);
	if (buckets.length === 0) return null;
	const most = Math.max(...buckets.map(({ count }) => count));
	const width = SLOT * buckets.length;
	const [from, to] = endsOf(buckets);
	return html`
<figure class="timeline" aria-labelledby="timeline-title">
<svg viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none" width="100%" height="${HEIGHT}" role="group" aria-labelledby="timeline-title">
${buckets.map((bucket, at) => bar(bucket, at, most, search))}
</svg>
<div class="ends" aria-hidden="true"><span>${from}</span><span>${to}</span></div>
<figcaption id="timeline-title">Passages by date${undated > 0 ? `; ${counted(undated, "more")} without one` : ""}</figcaption>
</figure>`;
}

function bar(
	{ count, since, until, label }: Bucket,
	at: number,
	most: number,
	search: Search,
): Html {
	const x = at * SLOT;
	if (count === 0) {
		return html`<rect class="none" x="${x + GAP / 2}" y="${HEIGHT - 1}" width="${SLOT - GAP}" height="1"></rect>`;
	}
	const height = Math.max((count / most) * HEIGHT, LEAST_HEIGHT).toFixed(1);
	const y = (HEIGHT - Number(height)).toFixed(1);
	const name = `${label}: ${counted(count, "passage")}`;
	const address = addressOf(search, { since, until, open: null, top: null });
	return html`<a href="${address}" aria-label="${name}"><title>${name}</title>
<rect class="reach" x="${x}" y="0" width="${SLOT}" height="${HEIGHT}"></rect>
<rect class="bar" x="${x + GAP / 2}" y="${y}" width="${SLOT - GAP}" height="${height}"></rect></a>`;
}
