const ESCAPED: Readonly<Record<string, string>> = {
	"\\": "\\e",
	// As they are typed: without this, man shows a hyphen and typographic quotes.
	"-": "\\-",
	"'": "\\(aq",
	"`": "\\(ga",
	"^": "\\(ha",
	"~": "\\(ti",
	'"': "\\(dq",
};

/** Text on one line that roff prints as it is. */
export function escapeRoff(line: string): string {
	const escaped = line
		.replace(/[\\\-'`^~"]/gu, (sign) => ESCAPED[sign] ?? sign)
		.replace(
			/[^\p{ASCII}]/gu,
			(sign) =>
				`\\[u${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`,
		);
	// A dot that begins a line would make a request of it.
	return escaped.replace(/^\./u, "\\&.");
}

export function bold(text: string): string {
	return `\\fB${escapeRoff(text)}\\fR`;
}

export function italic(text: string): string {
	return `\\fI${escapeRoff(text)}\\fR`;
}

/** A section, or one inside a section. */
export function heading(title: string, level: "SH" | "SS" = "SH"): string {
	return `.${level} "${escapeRoff(title)}"`;
}

/** A paragraph. */
export function paragraph(text: string): string {
	return `.PP\n${escapeRoff(text)}`;
}

/** What something is called, and below it, indented, what it is. */
export function tagged(tag: string, text: string): string {
	return `.TP\n${tag}\n${escapeRoff(text)}`;
}

/** Lines as they are typed. */
export function typed(lines: readonly string[]): string {
	const escaped = lines.map((line) => escapeRoff(line) || "\\&");
	return [".EX", ...escaped, ".EE"].join("\n");
}
