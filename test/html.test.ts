import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readHtml } from "../src/articles/html/html.ts";
import { looksLikeHtml } from "../src/articles/html/looks-like.ts";
import { SearchError } from "../src/errors.ts";
import type { Metadata } from "../src/types.ts";

const fixture = (name: string) =>
	readFileSync(new URL(`fixtures/pages/${name}.html`, import.meta.url));
const read = (html: string) => readHtml(Buffer.from(html));

// Long enough for an article by itself.
const LONG =
	"The harbour of Grey Haven will be rebuilt in stone, the mayor said on Tuesday, after two years of talks about who is to pay for it.";
const page = (body: string, head = "") =>
	`<!doctype html><html><head>${head}</head><body>${body}</body></html>`;
const textOf = (body: string) => read(page(body)).text;
/** The blocks that a page adds to a long paragraph. */
const blocksOf = (body: string) =>
	textOf(`<div><p>${LONG}</p>${body}<p>${LONG}</p></div>`)
		.split("\n\n")
		.slice(1, -1);

/** Only what is stated, each as `value (where)`. */
function said(metadata: Metadata): Record<string, string> {
	return Object.fromEntries(
		Object.entries(metadata).flatMap(([field, stated]) =>
			stated ? [[field, `${stated.value} (${stated.from})`]] : [],
		),
	);
}
const saidIn = (head: string, body = `<p>${LONG}</p>`) =>
	said(read(page(body, head)).metadata);
const jsonLd = (value: unknown) =>
	`<script type="application/ld+json">${typeof value === "string" ? value : JSON.stringify(value)}</script>`;

function failure(html: string): SearchError {
	try {
		read(html);
	} catch (error) {
		if (error instanceof SearchError) return error;
		throw error;
	}
	throw new Error("was read");
}

describe("a page as saved", () => {
	it("of a newspaper gives its article alone", () => {
		const article = readHtml(fixture("newspaper"));
		expect(article.text).toBe(
			[
				"GREY HAVEN — The harbour wall of Grey Haven will be rebuilt in stone, the town council decided on Monday, after two storms tore open a stretch of forty metres and flooded the fish market.",
				"The work is to begin in May and to last for eighteen months, the councillor for the harbour, Orla Finch, said. Boats of more than twelve metres will have to land in Saltby, across the bay.",
				"“We have patched this wall for thirty years,” Finch told the meeting. “A patch is a promise to come back, and the sea has kept that promise for us.”",
				"Who pays",
				"Half of the sum comes from the province, a third from the harbour’s own reserves, and the rest from a levy on moorings:",
				"Length | Now | From 2025",
				"up to 8 m | 120 | 150",
				"8 to 12 m | 210 | 290",
				"above 12 m | 400 | 640",
				"The levy passed by nine votes to eight. Against it voted",
				"the three members of the Fishermen’s List,",
				"all five members of the Free Voters.",
				"The wall will outlive every one of us who voted for it.",
				"That was the last word of the evening, from the oldest member of the council, Hester Quill, who is 84. She was first elected in the year that the present wall was built.",
			].join("\n\n"),
		);
		expect(said(article.metadata)).toEqual({
			headline:
				"Grey Haven’s harbour wall to be rebuilt after winter storms (JSON-LD)",
			author: "Maud Ellery, Tobias Renn (JSON-LD)",
			source: "The Coast Courier (JSON-LD)",
			published: "2024-03-12T08:30:00+01:00 (JSON-LD)",
			language: "en-GB (markup)",
			url: "https://www.coastcourier.example/news/harbour-wall-4711 (JSON-LD)",
		});
		expect(article.warnings).toEqual([]);
	});

	it("is all body, in plain text that was extracted", () => {
		const { text, body, extracted, format } = readHtml(fixture("wire"));
		expect(body).toEqual({ start: 0, end: text.length });
		expect({ extracted, format }).toEqual({ extracted: true, format: "text" });
	});

	it("that is laid out by tables gives the story and no masthead", () => {
		const { text, metadata } = readHtml(fixture("wire"));
		expect(text).toBe(
			[
				"SKERRY SOUND (North Wire) - The inquiry into the loss of the ferry Amalia heard on Monday that the ship’s logbook was taken ashore an hour before she sailed, and has not been seen since.",
				'The purser, Anton Brae, said he saw the first mate carry the book down the gangway "under his coat, as one carries a cat." He thought nothing of it at the time, he told the court.',
				"The Amalia sank on September 19 in calm weather with 41 people aboard, all of whom were saved.",
				"The owners, Brae & Daughters, said in a statement that they knew of no logbook, and that if there was one it would show that the ship was sound.",
				"Built | 1961",
				"Passengers | 120",
				"Refitted | 1983",
				"The first mate, who has left the country, is expected to be heard by telephone on Thursday. His lawyer did not return calls, and a neighbour said that the house had been empty for weeks.",
			].join("\n\n"),
		);
		expect(said(metadata)).toEqual({
			headline: "North Wire - Ferry inquiry hears of missing logbook (markup)",
			author: "Lars Ostrander (meta tag)",
			published: "1997-11-03 (meta tag)",
			url: "http://www.northwire.example/archive/1997/11/ferry-inquiry.html (markup)",
		});
	});

	it("without a date has none, whatever years stand in it", () => {
		const { text, metadata } = readHtml(fixture("undated"));
		expect(said(metadata)).toEqual({
			headline: "Why the lighthouse went dark (markup)",
			source: "Saltby Gazette (meta tag)",
		});
		const blocks = text.split("\n\n");
		expect(blocks).toHaveLength(4);
		expect(blocks[0]).toMatch(/^For eleven nights/u);
		expect(blocks[3]).toMatch(/Greta sleeps badly\.$/u);
	});

	it("of a blog is described by microdata, and not by a comment’s", () => {
		const { text, metadata } = readHtml(fixture("blog"));
		expect(said(metadata)).toEqual({
			headline: "The last wooden trawler (markup)",
			author: "Wilma Trask (markup)",
			source: "Slipway Notes (markup)",
			published: "2018-10-05 (markup)",
			language: "en (markup)",
		});
		expect(text).toContain(
			"\n\nPlank 4   port        renewed\nPlank 5   port        caulked\n\nPlank 9   starboard   a surprise\n\n",
		);
		expect(text).toContain("for luck. It has gone back.");
		expect(text).not.toContain("What about the engine?");
	});

	it("that is short gives no navigation and no footer", () => {
		const { text, metadata } = readHtml(fixture("brief"));
		expect(text).toBe(
			"The morning ferry to Saltby was cancelled on Tuesday because of fog.\n\nThe next one leaves at two.",
		);
		expect(said(metadata)).toEqual({
			headline: "Ferry cancelled (markup)",
			source: "Skerry Radio (meta tag)",
			published: "2021-01-05T06:12:00Z (meta tag)",
			language: "en (markup)",
		});
	});

	it("whose JSON-LD is broken is described by its meta tags, with a warning", () => {
		const { text, metadata, warnings } = readHtml(fixture("broken-json-ld"));
		expect(said(metadata)).toEqual({
			headline: "Strike at the cannery ends after nine weeks (meta tag)",
			author: "Niamh Corrigan, Padraig Dole (meta tag)",
			source: "Harbour Star (meta tag)",
			published: "2015-06-18 (meta tag)",
			language: "en-IE (markup)",
		});
		expect(warnings).toEqual([
			"holds JSON-LD that is not JSON and was left out",
		]);
		expect(text.split("\n\n")).toHaveLength(3);
	});

	it("of a live blog gives every post", () => {
		const { text, metadata } = readHtml(fixture("live"));
		expect(said(metadata)).toEqual({
			headline: "Island election: as it happened (JSON-LD)",
			author: "Skerry Radio newsroom (JSON-LD)",
			source: "Skerry Radio (JSON-LD)",
			published: "2022-05-20T15:00:00Z (JSON-LD)",
			language: "en-GB (JSON-LD)",
		});
		for (let post = 1; post <= 48; post += 1) {
			expect(text).toContain(` (${post})\n\n`);
		}
		expect(text).not.toContain("Share this post");
		expect(text).not.toContain("paid for by its listeners");
	});
});

describe("the encoding of a page", () => {
	const german = fixture("german").toString("utf8");

	it("is the declared one", () => {
		const article = readHtml(Buffer.from(german, "latin1"));
		// The quotation marks of the fixture are in no ISO 8859-1.
		expect(article.text).toContain("die Bäckerin Käthe Sörensen");
		expect(said(article.metadata)).toEqual({
			headline: "Die Fähre fährt wieder (markup)",
			author: "Jürgen Möhring (meta tag)",
			source: "Küstenblatt (meta tag)",
			published: "2004-06-17T14:05:00+02:00 (meta tag)",
			language: "de-DE (markup)",
		});
		expect(article.warnings).toEqual([]);
	});

	it("is UTF-8 where the bytes are, whatever is declared", () => {
		const article = readHtml(Buffer.from(german));
		expect(article.text).toContain(
			"„Ich hätte nicht gedacht, daß mir ein Schiff so fehlen könnte“, sagte die Bäckerin Käthe Sörensen",
		);
		expect(article.warnings).toEqual([]);
	});

	const umlauts = (charset: string, encode: (html: string) => Buffer) =>
		readHtml(encode(page(`<p>Küste. ${LONG}</p>`, charset)));
	const latin1 = (html: string) => Buffer.from(html, "latin1");

	it("is windows-1252 where UTF-8 is declared and wrong, with a warning", () => {
		const { text, warnings } = umlauts("<meta charset=utf-8>", latin1);
		expect(text).toBe(`Küste. ${LONG}`);
		expect(warnings).toEqual([
			"says that it is UTF-8, but was read as windows-1252",
		]);
	});

	it("is windows-1252 where none is declared and it is no UTF-8", () => {
		const { text, warnings } = umlauts("", latin1);
		expect(text).toBe(`Küste. ${LONG}`);
		expect(warnings).toEqual([]);
	});

	it("has the quotation marks and dashes of windows-1252", () => {
		const bytes = latin1(page(`<p>\x93It\x92s\x94 \x96 ${LONG}</p>`));
		expect(readHtml(bytes).text).toBe(`“It’s” – ${LONG}`);
	});

	it("is UTF-8 where single bytes of it are broken", () => {
		const whole = Buffer.from(page(`<p>Küste, Dünen, Möwen. ${LONG}</p>`));
		const at = whole.indexOf("ü") + 1;
		const { text, warnings } = readHtml(
			Buffer.concat([whole.subarray(0, at), whole.subarray(at + 1)]),
		);
		expect(text).toContain("K\ufffdste, Dünen, Möwen.");
		expect(warnings).toEqual(["holds bytes that are not UTF-8"]);
	});

	it("may be declared after the first kilobyte", () => {
		const late = `<!-- ${"x".repeat(3000)} --><meta charset="koi8-r">`;
		const bytes = Buffer.concat([
			Buffer.from(`<html><head>${late}</head><body><p>`),
			Buffer.from([0xed, 0xcf, 0xd2, 0xc5]),
			Buffer.from(`. ${LONG}</p>`),
		]);
		expect(readHtml(bytes).text).toBe(`Море. ${LONG}`);
	});

	it("is that of the byte order mark first of all", () => {
		const html = `\ufeff${page(`<p>Küste. ${LONG}</p>`, "<meta charset=koi8-r>")}`;
		const littleEndian = Buffer.from(html, "utf16le");
		const bigEndian = Buffer.from(littleEndian).swap16();
		for (const bytes of [Buffer.from(html), littleEndian, bigEndian]) {
			expect(readHtml(bytes).text).toBe(`Küste. ${LONG}`);
		}
	});

	it.each(["charset", "charset=", 'text/html; charset="'])(
		"survives the declaration %j",
		(content) => {
			const html = page(
				`<p>Küste. ${LONG}</p>`,
				`<meta http-equiv=content-type content='${content}'>`,
			);
			expect(readHtml(latin1(html)).text).toBe(`Küste. ${LONG}`);
		},
	);

	it("of a page with a NUL byte is none", () => {
		expect(failure(page(`<p>${LONG}\0</p>`))).toMatchObject({
			code: "ARTICLE_UNREADABLE",
			message: "holds a NUL byte, so it is not text",
		});
	});
});

describe("text", () => {
	it.each([
		[
			"a line that was wrapped",
			"<p>one\n  two\r\n\tthree</p>",
			["one two three"],
		],
		["a single break", "<p>one<br>two</p>", ["one two"]],
		["two breaks", "<p>one<br> <br>two</p>", ["one", "two"]],
		[
			"spaces of all kinds",
			"<p>12&nbsp;000 and&#8239;more &thinsp;</p>",
			["12 000 and more"],
		],
		[
			"what cannot be seen",
			"<p>coun&shy;cil&#8203;lor&#xfeff;</p>",
			["councillor"],
		],
		["joiners that letters need", "<p>می&zwnj;روم</p>", ["می\u200cروم"]],
		[
			"entities",
			"<p>Brae &amp; Sons &lt;3 &#8220;caf&eacute;&#8221;</p>",
			["Brae & Sons <3 “café”"],
		],
		["marked words", "<p>a <b>bo</b>ld <i>word</i></p>", ["a bold word"]],
		[
			"a quotation",
			"<p>He said <q>it stands</q>.</p>",
			["He said “it stands”."],
		],
		["headings", "<h2>One</h2><h3>Two</h3>", ["One", "Two"]],
		[
			"lists",
			"<ol><li>one</li><li>two <ul><li>three</li></ul></li></ol>",
			["one", "two", "three"],
		],
		[
			"a list of terms",
			"<dl><dt>term</dt><dd>meaning</dd></dl>",
			["term", "meaning"],
		],
		[
			"a block quotation",
			"<blockquote>one<p>two</p></blockquote>",
			["one", "two"],
		],
		[
			"preformatted text",
			"<pre>\none\n  two  \n\n\n\nthree\n</pre>",
			["one\n  two", "three"],
		],
		["aligned text", "<pre>a&nbsp;&nbsp;b</pre>", ["a  b"]],
		[
			"scripts and styles",
			"<p>a<script>b</script><style>c</style><noscript>d</noscript>e</p>",
			["ae"],
		],
		[
			"forms and frames",
			"<p>a</p><form><input><button>Send</button></form><iframe>x</iframe>",
			["a"],
		],
		[
			"captions",
			"<figure><img><figcaption>Photo</figcaption></figure><p>a</p>",
			["a"],
		],
		["comments", "<p>a<!-- <p>b</p> --></p>", ["a"]],
		["labels of gaps", "<p>Advertisement</p><p>a</p>", ["a"]],
		[
			"hidden elements",
			'<p hidden>a</p><p style="display: none">b</p><p aria-hidden="true">c</p><p>d</p>',
			["d"],
		],
		[
			"what shares and sells",
			'<div class="share-tools">Share</div><div id="AdSlot3">Buy</div><p>a</p>',
			["a"],
		],
	])("of %s", (_, html, blocks) => {
		expect(blocksOf(html)).toEqual(blocks);
	});

	it.each([
		["rows", "<tr><td>a<td>b<tr><td>c<td>d", ["a | b", "c | d"]],
		["empty cells", "<tr><td>a<td><td>c", ["a | c"]],
		["one column", "<tr><td>a<tr><td>b", ["a", "b"]],
		["paragraphs in a cell", "<tr><td>a<td><p>b</p><p>c</p>", ["a", "b", "c"]],
		[
			"a table in a cell",
			"<tr><td>a<td><table><tr><td>b<td>c</table><tr><td>d<td>e",
			["a", "b | c", "d | e"],
		],
		[
			"cells of prose",
			`<tr><td>a<td>${"word ".repeat(60)}`,
			["a", "word ".repeat(60).trim()],
		],
		["a caption", "<caption>Fees</caption><tr><th>a<th>b", ["Fees", "a | b"]],
	])("of a table with %s", (_, html, blocks) => {
		// A summary marks a table as one of data, which Readability keeps.
		expect(blocksOf(`<table summary="x">${html}</table>`)).toEqual(blocks);
	});

	it("is empty for a page that has none", () => {
		for (const html of [
			"",
			"<html></html>",
			page("<img src=x>"),
			page("<script>x</script>"),
		]) {
			expect(read(html).text).toBe("");
		}
	});

	it("is all of a page of a few words, whatever its elements are called", () => {
		expect(textOf('<div class="comment share">It rains.</div>')).toBe(
			"It rains.",
		);
		expect(textOf("<nav><p>It rains.</p>")).toBe("It rains.");
		const promos = `<h2>News</h2>${`<div class="promo">${LONG}</div>`.repeat(3)}`;
		expect(textOf(promos)).toContain(LONG);
	});

	it("keeps a dateline, and a byline whose author is said nowhere else", () => {
		const html = `<div class=story><p class=byline>By Maud Ellery</p><p><span class=dateline>SALTBY</span> — ${LONG}</p><p>${LONG}</p></div>`;
		expect(textOf(html)).toBe(`By Maud Ellery\n\nSALTBY — ${LONG}\n\n${LONG}`);
		const known = read(
			page(html, '<meta name="author" content="Maud Ellery">'),
		);
		expect(known.text).toBe(`SALTBY — ${LONG}\n\n${LONG}`);
		const unsigned = html.replace("<p class=byline>By Maud Ellery</p>", "");
		const author = '<meta name="author" content="Maud Ellery">';
		expect(read(page(unsigned, author)).text).toBe(
			`SALTBY — ${LONG}\n\n${LONG}`,
		);
	});

	it("is the same for the same bytes, whatever was read before", () => {
		const pages = ["newspaper", "live", "wire", "brief"].map(fixture);
		const texts = pages.map((bytes) => readHtml(bytes).text);
		for (const index of [3, 0, 2, 1, 1]) {
			expect(readHtml(pages[index] ?? Buffer.of()).text).toBe(texts[index]);
		}
	});

	it("of any tags and words has no blank ends, no hard wraps and no empty blocks", () => {
		const piece = fc.oneof(
			fc.constantFrom(
				"<p>",
				"</p>",
				"<div>",
				"</div>",
				"<br>",
				"<table>",
				"<tr>",
				"<td>",
				"</table>",
				"<b>",
				"</b>",
				"<ul><li>",
				"</ul>",
				"<article>",
				"<nav>",
				"</nav>",
				"<h1>",
				"<!--",
				"-->",
				"&amp;",
				"&",
				"<",
				'"',
				"<a title='",
			),
			fc.constantFrom(LONG, "word ", "\n", "\u00a0", "é"),
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
				const text = textOf(pieces.join(""));
				for (const block of text === "" ? [] : text.split("\n\n")) {
					expect(block).toBe(block.trim());
					expect(block).toMatch(/^[^\n]+$/u);
				}
			}),
			{ numRuns: 200, seed: 7 },
		);
	});
});

describe("metadata", () => {
	const article = { "@type": "NewsArticle", headline: "Wall to be rebuilt" };

	it.each([
		["an array", [{ "@type": "WebSite", headline: "News" }, article]],
		[
			"a graph",
			{ "@graph": [{ "@type": "Organization", name: "Courier" }, article] },
		],
		["the main entity of a page", { "@type": "WebPage", mainEntity: article }],
		[
			"several types",
			{
				...article,
				"@type": ["Thing", "http://schema.org/ReportageNewsArticle"],
			},
		],
		["HTML comments", `<!-- ${JSON.stringify(article)} -->`],
		["CDATA", `/*<![CDATA[*/ ${JSON.stringify(article)} /*]]>*/`],
		["a semicolon", `${JSON.stringify(article)};`],
		[
			"line feeds in strings",
			'{"@type":"NewsArticle","headline":"Wall to\nbe rebuilt"}',
		],
		[
			"entities and tags",
			{ ...article, headline: "Wall to <em>be</em> rebuilt&nbsp;" },
		],
	])("is read from JSON-LD with %s", (_, value) => {
		expect(saidIn(jsonLd(value))).toEqual({
			headline: "Wall to be rebuilt (JSON-LD)",
		});
	});

	it.each([
		["a string", "By Maud Ellery", "Maud Ellery"],
		[
			"strings",
			["Maud Ellery", "Tobias Renn", "Maud Ellery"],
			"Maud Ellery, Tobias Renn",
		],
		[
			"objects",
			[{ name: "Maud Ellery" }, { name: ["Tobias Renn"] }],
			"Maud Ellery, Tobias Renn",
		],
		["an identifier", { "@id": "#maud" }, "Maud Ellery"],
		["an address", "https://courier.example/maud", undefined],
		["nothing of use", { url: "https://courier.example/maud" }, undefined],
		["a description in a string", '{ "name": "Maud" }', undefined],
		["a number", 7, undefined],
	])("has the author of JSON-LD that is %s", (_, author, name) => {
		const graph = [
			{ ...article, author },
			{ "@id": "#maud", "@type": "Person", name: "Maud Ellery" },
		];
		const { author: stated } = saidIn(jsonLd({ "@graph": graph }));
		expect(stated).toBe(name === undefined ? undefined : `${name} (JSON-LD)`);
	});

	it("takes nothing from JSON-LD of other types", () => {
		const others = [
			"WebSite",
			"BreadcrumbList",
			"Organization",
			"JobPosting",
			"WebPage",
			"Product",
		];
		const objects = others.map((type) => ({
			"@type": type,
			headline: "Not a headline",
			datePublished: "2020-01-01",
			author: "Nobody",
		}));
		expect(saidIn(jsonLd(objects))).toEqual({});
	});

	it("takes the article that the page is of among those that it lists", () => {
		const listed = [
			{ ...article, headline: "Another", url: "https://courier.example/1" },
			{ ...article, url: "https://courier.example/2" },
		];
		const head = '<link rel="canonical" href="https://courier.example/2">';
		expect(saidIn(head + jsonLd(listed))).toEqual({
			headline: "Wall to be rebuilt (JSON-LD)",
			url: "https://courier.example/2 (JSON-LD)",
		});
	});

	it("survives any JSON", () => {
		fc.assert(
			fc.property(fc.json(), (json) => {
				const value = `{"@type":"NewsArticle","author":${json},"publisher":${json},"@graph":${json},"url":${json},"inLanguage":${json},"headline":${json}}`;
				expect(read(page(`<p>${LONG}</p>`, jsonLd(value))).text).toBe(LONG);
			}),
			{ numRuns: 100, seed: 7 },
		);
	});

	it("is no prototype’s", () => {
		const value =
			'{"@type":"NewsArticle","__proto__":{"headline":"x"},"constructor":{"headline":"x"},"author":{"__proto__":{"name":"x"}}}';
		expect(saidIn(jsonLd(value))).toEqual({});
	});

	it.each([
		[
			'<meta property="og:title" content="A"><meta name="title" content="B">',
			"headline",
			"A",
		],
		['<meta name="twitter:title" content="A">', "headline", "A"],
		['<META NAME="DC.Title" CONTENT="A">', "headline", "A"],
		['<meta name="byl" content="By Maud Ellery">', "author", "Maud Ellery"],
		[
			'<meta name="sailthru.author" content="Maud Ellery">',
			"author",
			"Maud Ellery",
		],
		[
			'<meta property="article:author" content="https://www.facepage.example/maud">',
			"author",
			undefined,
		],
		[
			'<meta property="article:published_time" content="2024-03-12T08:30:00+0100">',
			"published",
			"2024-03-12T08:30:00+01:00",
		],
		[
			'<meta property="article:modified_time" content="2024-03-12T08:30:00+0100">',
			"published",
			undefined,
		],
		['<meta name="date" content="04/05/2024">', "published", undefined],
		['<meta name="copyright" content="2024">', "published", undefined],
		[
			'<meta name="date" content="soon"><meta name="dc.date.issued" content="2024-03-12">',
			"published",
			"2024-03-12",
		],
		['<meta name="application-name" content="Courier">', "source", "Courier"],
		[
			'<meta http-equiv="Content-Language" content="en_us">',
			"language",
			"en-US",
		],
		[
			'<meta property="og:url" content="https://courier.example/">',
			"url",
			undefined,
		],
		[
			'<meta property="og:url" content="javascript:alert(1)">',
			"url",
			undefined,
		],
		['<meta property="og:title" content="  ">', "headline", undefined],
		[
			`<meta property="og:title" content="${"x".repeat(501)}">`,
			"headline",
			undefined,
		],
		[
			'<meta property="og:title" content="Profit &lt;5% &amp;amp; rising">',
			"headline",
			"Profit <5% & rising",
		],
	])("of %s", (head, field, value) => {
		expect(saidIn(head)[field]).toBe(value && `${value} (meta tag)`);
	});

	it.each([
		[
			"<article><h1>A</h1><time datetime=2024-03-12>Tuesday</time>",
			"published",
			"2024-03-12",
		],
		["<h1>A</h1><p><time>12 March 2024</time></p>", "published", "2024-03-12"],
		[
			"<article><time datetime=2024-03-12></time><h1>A</h1>",
			"published",
			"2024-03-12",
		],
		[
			"<article><h1>A</h1>Updated: <time datetime=2024-03-12></time>",
			"published",
			undefined,
		],
		[
			"<article><h1>A</h1><time class=updated datetime=2024-03-12></time>",
			"published",
			undefined,
		],
		[
			`<article><h1>A</h1><p>${"word ".repeat(300)}</p><time datetime=2024-03-12></time>`,
			"published",
			undefined,
		],
		["<time datetime=2024-03-12></time>", "published", undefined],
		[
			"<h1>A</h1><aside><time datetime=2024-03-12></time></aside>",
			"published",
			undefined,
		],
		[
			"<p><a rel=author href=/maud>Maud Ellery</a></p>",
			"author",
			"Maud Ellery",
		],
		["<h1>A heading</h1>", "headline", "A heading"],
		["<h1>One</h1><h1>Two</h1>", "headline", undefined],
		["<h1>One</h1><article><h1>Two</h1></article>", "headline", "Two"],
	])("of %s", (body, field, value) => {
		expect(saidIn("", `${body}<p>${LONG}</p>`)[field]).toBe(
			value && `${value} (markup)`,
		);
	});

	it.each([
		["Wall to be rebuilt - The Coast Courier", "Wall to be rebuilt"],
		["Wall to be rebuilt | the coast courier", "Wall to be rebuilt"],
		["Wall to be rebuilt – The Coast Courier", "Wall to be rebuilt"],
		[
			"Wall to be rebuilt - The Other Courier",
			"Wall to be rebuilt - The Other Courier",
		],
		["A history of The Coast Courier", "A history of The Coast Courier"],
		["The Coast Courier", "The Coast Courier"],
	])("has of the title %j the headline %j", (title, headline) => {
		const head = `<title>${title}</title><meta property="og:site_name" content="The Coast Courier">`;
		expect(saidIn(head).headline).toBe(`${headline} (markup)`);
	});

	it("has the locale of a page where nothing else states the language", () => {
		const locale = '<meta property="og:locale" content="pt_BR">';
		expect(saidIn(locale).language).toBe("pt-BR (meta tag)");
		const html = `<html lang="gl"><head>${locale}</head><body><p>${LONG}</p>`;
		expect(said(read(html).metadata).language).toBe("gl (markup)");
	});

	it("has where a browser saved the page from", () => {
		const chrome = "<!-- saved from url=(0026)https://courier.example/1 -->";
		const singleFile =
			"<!--\n Page saved with SingleFile \n url: https://courier.example/1 \n saved date: Tue Mar 12 2024 -->";
		for (const comment of [chrome, singleFile]) {
			expect(said(read(comment + page(LONG)).metadata)).toEqual({
				url: "https://courier.example/1 (markup)",
			});
		}
	});
});

describe("a hostile page", () => {
	it.each([
		["div", "is nested too deeply to read"],
		["b", "is nested too deeply to read"],
		["table><tr><td", "is nested too deeply to read"],
		["br", null],
		["p", null],
		["svg/", "holds too many elements to read"],
		["i></i", null],
		["script></script", null],
	])("of 100,000 <%s> is read or refused", (tag, message) => {
		const html = page(`${`<${tag}>`.repeat(100_000)}<p>${LONG}</p>`);
		if (message) {
			expect(failure(html)).toMatchObject({
				code: "ARTICLE_UNREADABLE",
				message,
			});
		} else {
			expect(read(html).text).toContain(LONG);
		}
	});

	it.each([
		["words in one line", `<p>${"word ".repeat(1_000_000)}</p>`],
		["200,000 paragraphs", "<p>word</p>".repeat(200_000)],
		["a million entities", `<p>${"&amp;".repeat(1_000_000)}</p>`],
		["a million spaces", `<p>a${"&nbsp;".repeat(1_000_000)}a</p>`],
		["pairs of breaks", "word<br><br>".repeat(50_000)],
		["line feeds", `<pre>${"a\n".repeat(500_000)}</pre>`],
		["end tags of nothing", `${"<b>".repeat(900)}${"</i>".repeat(500_000)}a`],
		["nested links", `${"<a>".repeat(200)}${"word ".repeat(100_000)}`],
		["nested tables", "<table><tr><td>a<td>".repeat(300)],
		["nested quotations", `<p>${"<q>".repeat(900)}a`],
		["rows in rows", "<table><tr><td>a<td>b".repeat(300)],
		["headings", "<h1>a word</h1>".repeat(50_000)],
		["authors", '<span itemprop="author">a</span>'.repeat(50_000)],
		["dates", `<article><h1>a</h1>${"<time></time>".repeat(50_000)}`],
		["shares", '<div class="share">a</div>'.repeat(50_000)],
	])("of %s is read", (_, body) => {
		expect(textOf(body).length).toBeGreaterThan(0);
	});

	it.each([
		["less-than signs", "<".repeat(1_000_000)],
		["half tags", "<a ".repeat(300_000)],
		["half comments", "<!--".repeat(300_000)],
		["a million classes", `<p class="${"a b ".repeat(500_000)}">a</p>`],
		["a style of spaces", `<p style="${" ".repeat(2_000_000)}">a</p>`],
		[
			"100,000 attributes",
			`<p ${Array.from({ length: 100_000 }, (_, n) => `a${n}`).join(" ")}>a</p>`,
		],
		[
			"attributes twice",
			`<p ${'class="a" __proto__=x constructor=y '.repeat(50_000)}>a</p>`,
		],
		["a title of words", `<title>${"word ".repeat(500_000)}</title>`],
		["200,000 meta tags", '<meta name="author" content="a">'.repeat(200_000)],
		[
			"a meta tag of tags",
			`<meta name="title" content="${"<b>".repeat(500_000)}">`,
		],
		[
			"JSON-LD of 10 MB",
			jsonLd(
				JSON.stringify({ "@type": "NewsArticle", headline: "x".repeat(1e7) }),
			),
		],
		["JSON-LD of nothing", jsonLd(`${" ".repeat(1_900_000)}{`)],
		["JSON-LD of wrappers", jsonLd("// ".repeat(600_000))],
		["deep JSON-LD", jsonLd("[".repeat(100_000) + "]".repeat(100_000))],
		[
			"deep graphs",
			jsonLd(`${'{"@graph":'.repeat(100_000)}1${"}".repeat(100_000)}`),
		],
		["much JSON-LD", jsonLd({ "@type": "NewsArticle" }).repeat(50_000)],
		["a saved page from nowhere", `<!--${" ".repeat(2_000_000)}-->`],
		[
			"entities of a doctype",
			'<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>&lol2;',
		],
		[
			"another page’s address",
			'<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
		],
	])("with %s is read", (_, html) => {
		expect(() => read(`${html}<p>${LONG}</p>`)).not.toThrow();
	});

	it("runs nothing", () => {
		const { text } = read(
			page(
				`<script>globalThis.ran = 1</script><img src=x onerror="globalThis.ran = 2"><p><a href="javascript:globalThis.ran = 3">link</a> ${LONG}</p>`,
			),
		);
		expect(text).toBe(`link ${LONG}`);
		expect("ran" in globalThis).toBe(false);
	});

	it("that is nested too deeply for a search has paragraphs still", () => {
		const { text, warnings } = read(
			page(`${"<div>".repeat(300)}one<br>two<br><br>three`),
		);
		expect(text).toBe("one two\n\nthree");
		expect(warnings).toHaveLength(1);
	});

	it("that is too large for a search gives all of its article element, with a warning", () => {
		const { text, warnings } = read(
			page(`<p>Around</p><article>${"<p>Inside</p>".repeat(6000)}</article>`),
		);
		expect(text.split("\n\n")).toHaveLength(6000);
		expect(text).not.toContain("Around");
		expect(warnings).toEqual([
			"is too large to find the article in it, so all of it was taken",
		]);
	});
});

describe("the beginning of a file", () => {
	it.each([
		"<!doctype html>",
		'<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">',
		"<html>",
		'\ufeff \n<HTML lang="en">',
		"<head>",
		"<body bgcolor=white>",
		'<?xml version="1.0"?>\n<!-- a --><!-- b -->\n<html xmlns="x">',
		"<!-- saved from url=(0026)https://courier.example/1 -->\n<!doctype html>",
	])("%j looks like HTML", (head) => {
		expect(looksLikeHtml(head)).toBe(true);
	});

	it.each([
		"",
		"<!-- a",
		"Wall to be rebuilt\n\n<html>",
		"<p>text</p>",
		"<htmlx>",
		"<header>",
		"<?xml version='1.0'?><rss>",
		"# <html>",
	])("%j does not look like HTML", (head) => {
		expect(looksLikeHtml(head)).toBe(false);
	});

	it("is looked at in one go, however long its comments and blanks are", () => {
		for (const head of ["<", "<!---->", "<!--", "<?", " ", "\ufeff"]) {
			expect(looksLikeHtml(head.repeat(300_000))).toBe(false);
		}
	});
});
