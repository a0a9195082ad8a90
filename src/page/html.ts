import { html as tagged } from "hono/html";

/** Markup in which everything that is not markup has been escaped. */
export type Html = ReturnType<typeof tagged>;

/** A template of markup: whatever stands in `${…}` is escaped, unless it is markup itself. */
export const html: (
	strings: TemplateStringsArray,
	...values: unknown[]
) => Html = tagged;

/** Markup of items, one after the other, with something between them. */
export function joined(items: readonly unknown[], between: unknown): unknown[] {
	return items.flatMap((item, at) => (at === 0 ? [item] : [between, item]));
}
