import { type Credit, creditOf } from "./agencies.ts";

const COPYRIGHT =
	/^(?:(?:copyright|\(c\)|©)\s*){1,3}(?:\d{4}(?:\s*[-–]\s*\d{4})?)?,?\s*(?:by )?([\p{L}. /-]{2,50}?)\s*(?:\d{4})?(?:[.,;|].*)?$/iu;
// “… the board said. (UPI)”, “… — AP”.
const AT_END =
	/(?:^|[.!?”"’]\s*)(?:\(([^()]{2,40})\)|[-–—]+\s*([\p{L}. /-]{2,40}))\.?$/u;
const SOURCE = /^\(?source:\s*([\p{L}. /-]{2,50})\)?$/iu;

/** Who an article's last lines say that it came from: “© 2025 Reuters”, or “… the board said. (AFP)” on the last. */
export function signatureOf(lines: readonly string[]): Credit | null {
	const [, tag, name] = AT_END.exec(lines.at(-1) ?? "") ?? [];
	const owners = lines.map((line) => {
		const [, owner] = COPYRIGHT.exec(line) ?? SOURCE.exec(line) ?? [];
		return owner ?? line;
	});
	return (
		owners.map(creditOf).find((credit) => credit !== null) ??
		creditOf(tag ?? name ?? "")
	);
}
