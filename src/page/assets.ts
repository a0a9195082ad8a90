import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Links } from "./document.ts";

/** A file that the page needs. */
export interface Asset {
	/** Its address. */
	path: string;
	content: string;
	type: string;
	/** Changes with the content. */
	tag: string;
}

const SCRIPT = "/assets/page.js";
const STYLE = "/assets/page.css";
const ICON = "/favicon.svg";
const HASH_CHARACTERS = 12;

// The quotation mark that stands for the whole of it, in paths: a font would have to be there.
const MARK = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#8c2f22"/><path fill="#fdfaf4" d="M14.5 8.5v2.6c-2.4.9-3.6 2.5-3.6 4.7h3.2v7.7H6.5v-7.2c0-4.3 2.6-7.2 8-7.8zm11 0v2.6c-2.4.9-3.6 2.5-3.6 4.7h3.2v7.7h-7.6v-7.2c0-4.3 2.6-7.2 8-7.8z"/></svg>`;

/** Reads the script and the style of the page, which the build leaves in a folder. */
export function readAssets(folder: string): Asset[] {
	const read = (name: string) => readFileSync(join(folder, name), "utf8");
	return [
		asset(SCRIPT, read("page.js"), "text/javascript; charset=utf-8"),
		asset(STYLE, read("page.css"), "text/css; charset=utf-8"),
		asset(ICON, MARK, "image/svg+xml"),
	];
}

/** Addresses of assets that may be kept for ever: other content has another address. */
export function linksTo(assets: readonly Asset[]): Links {
	const link = (path: string) => {
		const tag = assets.find((each) => each.path === path)?.tag;
		return `${path}?${tag}`;
	};
	return { script: link(SCRIPT), style: link(STYLE), icon: link(ICON) };
}

/** The same without a script, at addresses that do not change. */
export const PLAIN_LINKS: Links = { script: null, style: STYLE, icon: ICON };

function asset(path: string, content: string, type: string): Asset {
	const hash = createHash("sha256").update(content).digest("hex");
	return { path, content, type, tag: hash.slice(0, HASH_CHARACTERS) };
}
