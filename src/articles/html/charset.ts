import { isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";
import sniff from "html-encoding-sniffer";
import { unreadable } from "../decode.ts";

// Browsers read a page again where the declaration comes later than the first kilobyte.
const DECLARATION_WITHIN = 65_536;
const DECLARATION = /<meta\b[^>]{0,300}charset/iu;
const ESCAPE = 0x1b;
const UNDECLARED = "";
const WINDOWS_1252 = "windows-1252";
/** What windows-1252 has for the bytes 80 to 9F, where ISO 8859-1 has controls. */
const WINDOWS_1252_80 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/**
 * The text of a page, and what was odd about its encoding.
 *
 * The bytes count for more than the declaration: text in another encoding is valid UTF-8 by no accident.
 *
 * @throws {SearchError} `ARTICLE_UNREADABLE` for what is no text.
 */
export function decodePage(bytes: Buffer): {
	html: string;
	warnings: string[];
} {
	const warnings: string[] = [];
	const encoding = encodingOf(bytes, warnings);
	const html = decoded(bytes, encoding, warnings);
	if (!encoding.startsWith("UTF-16") && html.includes("\0")) {
		throw unreadable("holds a NUL byte, so it is not text", "leave it out");
	}
	return { html, warnings };
}

function encodingOf(bytes: Buffer, warnings: string[]): string {
	const wide = utf16Of(bytes);
	if (wide) return wide;
	if (isUtf8(bytes)) {
		// The one encoding whose text is ASCII to the eye.
		const japanese = bytes.includes(ESCAPE) && declared(bytes);
		return japanese === "ISO-2022-JP" ? japanese : "UTF-8";
	}
	const declaration = declared(bytes);
	if (declaration !== UNDECLARED && declaration !== "UTF-8") return declaration;
	if (isBrokenUtf8(bytes)) {
		warnings.push("holds bytes that are not UTF-8");
		return "UTF-8";
	}
	if (declaration === "UTF-8") {
		warnings.push("says that it is UTF-8, but was read as windows-1252");
	}
	return WINDOWS_1252;
}

/** By its byte order mark, or by what every page begins with. */
function utf16Of(bytes: Buffer): string | null {
	switch (bytes.subarray(0, 2).toString("latin1")) {
		case "\xff\xfe":
		case "<\0":
			return "UTF-16LE";
		case "\xfe\xff":
		case "\0<":
			return "UTF-16BE";
		default:
			return null;
	}
}

/** The standard's name of the encoding that a page declares, else the empty string. */
function declared(bytes: Buffer): string {
	const first = sniffed(bytes);
	if (first !== UNDECLARED) return first;
	const head = bytes.subarray(0, DECLARATION_WITHIN).toString("latin1");
	const at = head.search(DECLARATION);
	return at < 0 ? UNDECLARED : sniffed(bytes.subarray(at));
}

function sniffed(bytes: Buffer): string {
	try {
		return sniff(bytes, { defaultEncoding: UNDECLARED });
	} catch (error) {
		// What html-encoding-sniffer 4 does at a declaration that ends in “charset”.
		if (error instanceof TypeError) return UNDECLARED;
		throw error;
	}
}

/** Whether bytes that are not valid UTF-8 are nothing else: cut off, or with a stray byte in it. */
function isBrokenUtf8(bytes: Buffer): boolean {
	const text = bytes.toString("utf8");
	const broken = text.match(/\ufffd/gu)?.length ?? 0;
	const whole = text.match(/[^\0-\x7f\ufffd]/gu)?.length ?? 0;
	return whole > broken;
}

function decoded(bytes: Buffer, encoding: string, warnings: string[]): string {
	// Some versions of Node take it for ISO 8859-1, 20.20 among them.
	if (encoding === WINDOWS_1252) return windows1252(bytes);
	try {
		return new TextDecoder(encoding).decode(bytes);
	} catch (error) {
		// Node has no decoder for some that hardly any page is in.
		if (!(error instanceof RangeError)) throw error;
		warnings.push(`is ${encoding}, but was read as windows-1252`);
		return windows1252(bytes);
	}
}

function windows1252(bytes: Buffer): string {
	return bytes
		.toString("latin1")
		.replace(
			/[\x80-\x9f]/gu,
			(control) => WINDOWS_1252_80[control.charCodeAt(0) - 0x80] ?? control,
		);
}
