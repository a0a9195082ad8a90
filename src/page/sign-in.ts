import { PLAIN_LINKS } from "./assets.ts";
import { renderDocument } from "./document.ts";
import { type Html, html } from "./html.ts";

/**
 * The page that asks for the token of the server; it sends `token` to `/sign-in`.
 *
 * Needs nothing but `/assets/page.css` and `/favicon.svg`.
 */
export function renderSignIn({ wrong }: { wrong: boolean }): Html {
	return renderDocument(
		{
			title: "Sign in – Verbatim",
			state: "sign-in",
			header: html`<header class="top"><span class="brand">Verbatim</span></header>`,
			main: html`
<section class="start">
<h1>Sign in</h1>
<form class="sign-in" action="/sign-in" method="post">
<label for="token">Token</label>
<input type="password" id="token" name="token" required autocomplete="current-password" aria-describedby="${wrong ? "wrong where" : "where"}"${wrong ? html` aria-invalid="true"` : ""} autofocus>
<button class="primary">Sign in</button>
${wrong && html`<p class="failure" id="wrong" role="alert">This is not the token.</p>`}
<p class="hint" id="where">Whoever started the server knows it: its <code>ASK_TOKEN</code>.</p>
</form>
</section>`,
			footer: null,
		},
		PLAIN_LINKS,
	);
}
