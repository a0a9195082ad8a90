import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ENDPOINTS } from "../src/server/endpoints.ts";
import { openApi } from "../src/server/openapi.ts";
import { PROBLEM } from "../src/server/problem.ts";
import { Newsroom } from "./support/newsroom.ts";
import { appOf } from "./support/serving.ts";

const REQUESTS = 10_000;

interface Schema {
	type?: string;
	enum?: string[];
	minimum?: number;
	maximum?: number;
	minLength?: number;
	maxLength?: number;
	items?: Schema;
	maxItems?: number;
}
interface Parameter {
	name: string;
	in: "path" | "query";
	required: boolean;
	schema: Schema;
}
interface Operation {
	operationId: string;
	parameters: Parameter[];
	requestBody?: object;
	responses: Record<string, object>;
}
type Description = { paths: Record<string, Record<string, Operation>> };

/** What a request is made of; whether every part of it is as the description wants it. */
interface Request {
	url: string;
	init: RequestInit;
	path: string;
	method: string;
}

const described = JSON.parse(JSON.stringify(openApi("0"))) as Description;

const junk = fc.oneof(
	fc.string({ unit: "binary", maxLength: 30 }),
	fc.constantFrom("", " ", "-1", "1e9", "NaN", "null", "true", "__proto__"),
	fc.constantFrom("../../etc/passwd", "%00", "\ud800", "\u0000", "' OR 1=1"),
	fc.constantFrom("2025-02-30", "last month", "9999-12", "[a", "{a,b}", "**"),
);
const words = fc.constantFrom(
	"tram",
	"what did Rutte pledge",
	"zebra",
	"“said”",
	"ü",
);

/** Values that a schema allows, as strings. */
function valid(schema: Schema): fc.Arbitrary<string[]> {
	const one = (values: fc.Arbitrary<unknown>) =>
		values.map((value) => [String(value)]);
	if (schema.enum) return one(fc.constantFrom(...schema.enum));
	const { minimum: min = 0, maximum: max = 100 } = schema;
	switch (schema.type) {
		case "integer":
			return one(fc.integer({ min, max }));
		case "number":
			return one(fc.double({ min, max, noNaN: true }).map((x) => x.toFixed(4)));
		case "boolean":
			return one(fc.boolean());
		case "array":
			return fc
				.array(valid(schema.items ?? {}), { maxLength: 3 })
				.map((all) => all.flat());
		default:
			return one(
				fc.oneof(
					words,
					fc.string({ minLength: schema.minLength ?? 0, maxLength: 40 }),
				),
			);
	}
}

/** A parameter as the description wants it; where anything goes, now and then something else, or twice. */
function given(
	{ name, required, schema }: Parameter,
	{ wild }: { wild: boolean },
): fc.Arbitrary<[string, string][]> {
	const none = fc.constant<string[]>([]);
	const values = fc.oneof(
		{ weight: 4, arbitrary: valid(schema) },
		{ weight: required ? 0 : 16, arbitrary: none },
		{ weight: wild ? 4 : 0, arbitrary: fc.array(junk, { maxLength: 2 }) },
	);
	return values.map((each) => each.map((value) => [name, value]));
}

function requests(ids: string[]): fc.Arbitrary<Request> {
	const operations = Object.entries(described.paths).flatMap(
		([path, methods]) =>
			Object.entries(methods).map(([method, operation]) => ({
				path,
				method,
				operation,
			})),
	);
	const id = fc.oneof(fc.constantFrom(...ids), junk);
	const body = fc.oneof(
		fc
			.array(id, { minLength: 1, maxLength: 3 })
			.map((citations) => JSON.stringify({ citations })),
		fc.json(),
		junk,
	);
	return fc
		.tuple(fc.constantFrom(...operations), fc.boolean())
		.chain(([{ path, method, operation }, wild]) =>
			fc
				.record({
					id,
					query: fc.tuple(
						...operation.parameters
							.filter((each) => each.in === "query")
							.map((each) => given(each, { wild })),
					),
					stray: fc.oneof(
						{ weight: 9, arbitrary: fc.constant(null) },
						{ weight: wild ? 1 : 0, arbitrary: fc.tuple(junk, junk) },
					),
					body,
					type: fc.constantFrom(
						"application/json",
						"application/json; charset=utf-8",
						"text/plain",
					),
				})
				.map(({ id, query, stray, body, type }) => {
					const search = new URLSearchParams(query.flat());
					if (stray) search.append(...stray);
					const place = path.replace("{id}", () => encoded(id));
					return {
						url: `http://localhost${place}?${search}`,
						init: operation.requestBody
							? { method, headers: { "content-type": type }, body }
							: { method },
						path,
						method,
					};
				}),
		);
}

/** Percent-encoded; a lone surrogate cannot be, and is sent as U+FFFD. */
function encoded(id: string): string {
	return encodeURIComponent(id.toWellFormed());
}

describe("the API", () => {
	it(`answers ${REQUESTS} requests drawn from its own description as that says`, async () => {
		const room = new Newsroom();
		room.write("rutte.txt", "“We pledge more,” Mark Rutte said on Tuesday.");
		room.write(
			"tram.md",
			"---\ndate: 2025-03-01\nsource: BBC\n---\nA tram line opened.",
		);
		await room.build();
		const app = appOf(room);
		const found = await room.ask("tram");
		const ids = found.flatMap(({ citation }) => [citation.id, citation.path]);
		const statuses = new Map<number, number>();
		await fc.assert(
			fc.asyncProperty(requests(ids), async ({ url, init, path, method }) => {
				const response = await app.request(url, init);
				const { status } = response;
				statuses.set(status, (statuses.get(status) ?? 0) + 1);
				// An id of dots alone leads to another address, which may be none.
				const isElsewhere = !new URL(url).pathname.startsWith(
					path.replace("{id}", ""),
				);
				if (isElsewhere) return expect(status).toBeLessThan(500);
				const operation = described.paths[path]?.[method];
				expect(Object.keys(operation?.responses ?? {})).toContain(
					String(status),
				);
				const json = await response.json();
				if (status !== 200) {
					expect(PROBLEM.parse(json).status).toBe(status);
					return;
				}
				const endpoint = ENDPOINTS.find(
					(each) => each.path === path && each.method === method,
				);
				expect(() => endpoint?.returns.parse(json)).not.toThrow();
			}),
			{ numRuns: REQUESTS },
		);
		// Both what is right and what is wrong must have come up, and often.
		expect(statuses.get(200)).toBeGreaterThan(REQUESTS / 10);
		expect(statuses.get(400)).toBeGreaterThan(REQUESTS / 10);
	}, 300_000);

	it("is described in OpenAPI 3.1, every reference resolved", () => {
		const { openapi, components, paths } = openApi("1.2.3") as {
			openapi: string;
			components: { schemas: Record<string, object> };
			paths: object;
		};
		expect(openapi).toMatch(/^3\.1\./u);
		expect(Object.keys(paths)).toEqual([
			"/api/search",
			"/api/articles/{id}",
			"/api/citations/{id}",
			"/api/status",
			"/api/verify",
		]);
		const references = JSON.stringify({ paths, components }).matchAll(
			/"\$ref":"#\/components\/schemas\/([^"]+)"/gu,
		);
		const names = new Set([...references].map(([, name]) => name));
		expect(names.size).toBeGreaterThan(5);
		for (const name of names)
			expect(components.schemas).toHaveProperty([name ?? ""]);
	});
});
