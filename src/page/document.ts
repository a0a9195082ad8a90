import { type Html, html } from "./html.ts";

/** Where script, style and icon are. */
export interface Links {
	script: string | null;
	style: string;
	icon: string;
}

export interface Page {
	title: string;
	/** What the page shows: decides its layout, and what the script does. */
	state: "start" | "found" | "article" | "both" | "waiting" | "sign-in";
	/** The search box; none on the page that asks for a token. */
	header: Html | null;
	main: Html;
	footer: Html | null;
	/** Whether it is to be loaded again and again where there is no script. */
	refresh?: boolean;
}

const REFRESH_SECONDS = 2;

/** A whole document; nothing in it is script or style, so that none has to be allowed. */
export function renderDocument(
	{ title, state, header, main, footer, refresh = false }: Page,
	{ script, style, icon }: Links,
): Html {
	return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="same-origin">
<title>${title}</title>
<link rel="icon" type="image/svg+xml" href="${icon}">
<link rel="stylesheet" href="${style}">
${script && html`<script src="${script}" defer></script>`}
${refresh && html`<noscript><meta http-equiv="refresh" content="${REFRESH_SECONDS}"></noscript>`}
</head>
<body data-state="${state}">
<a class="skip" href="#main">Skip to the content</a>
${header}
<main id="main" tabindex="-1">
${main}
</main>
${footer}
</body>
</html>`;
}
