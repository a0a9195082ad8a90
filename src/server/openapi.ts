import { z } from "zod";
import { ENDPOINTS, type Endpoint } from "./endpoints.ts";
import { PROBLEM } from "./problem.ts";

const WHAT = {
	"400": "A parameter makes no sense",
	"401": "A token is needed",
	"403": "The request comes from where it may not",
	"404": "There is no such article or citation",
	"409": "A source is not what was indexed",
	"413": "The body is too large",
	"415": "The body is not JSON",
	"429": "Too many requests",
	"503": "There is no index yet, it cannot be used, or the server is busy",
} as const;

/** The description of the API, drawn from the schemas that check what it takes (https://spec.openapis.org/oas/v3.1.1). */
export function openApi(version: string): object {
	const { schemas, refer } = components();
	const paths: Record<string, Record<string, object>> = {};
	for (const endpoint of ENDPOINTS) {
		const operations = paths[endpoint.path] ?? {};
		operations[endpoint.method] = operation(endpoint, refer);
		paths[endpoint.path] = operations;
	}
	return {
		openapi: "3.1.1",
		info: {
			title: "Verbatim",
			version,
			description:
				"Asks a folder of news articles, and gets their exact words with citations that anyone can check.",
			license: { name: "Apache-2.0", identifier: "Apache-2.0" },
		},
		servers: [{ url: "/" }],
		security: [{}, { token: [] }],
		paths,
		components: {
			schemas,
			securitySchemes: { token: { type: "http", scheme: "bearer" } },
		},
	};
}

type Refer = (schema: z.ZodType) => object;

function operation(endpoint: Endpoint, refer: Refer): object {
	const { method, path, operation, summary, query, body, returns } = endpoint;
	const inPath = path.includes("{id}")
		? [
				{
					name: "id",
					in: "path",
					required: true,
					description: "percent-encoded, # above all",
					schema: { type: "string", minLength: 1 },
				},
			]
		: [];
	const inQuery = Object.entries(query.shape).map(([name, schema]) => ({
		name,
		in: "query",
		required: !(schema instanceof z.ZodOptional),
		...describedSchema(schema as z.ZodType),
	}));
	const json = (schema: z.ZodType) => ({
		content: { "application/json": { schema: refer(schema) } },
	});
	const failures = Object.entries(WHAT).filter(
		([status]) => method === "post" || !["413", "415"].includes(status),
	);
	return {
		operationId: operation,
		summary,
		parameters: [...inPath, ...inQuery],
		...(body ? { requestBody: { required: true, ...json(body) } } : {}),
		responses: {
			"200": { description: "Done", ...json(returns) },
			...Object.fromEntries(
				failures.map(([status, description]) => [
					status,
					{
						description,
						content: { "application/problem+json": { schema: refer(PROBLEM) } },
					},
				]),
			),
		},
	};
}

/** A parameter's description stands beside its schema. */
function describedSchema(type: z.ZodType): {
	description?: string;
	schema: object;
} {
	const {
		$schema: _,
		description,
		...schema
	} = z.toJSONSchema(type, {
		io: "input",
	});
	return { ...(description ? { description } : {}), schema };
}

/** All schemas that have a name, each once, and a way to refer to them. */
function components(): { schemas: object; refer: Refer } {
	const named = z.registry<{ id: string }>();
	const all = ENDPOINTS.flatMap(({ returns, body }) => [returns, body ?? []]);
	for (const schema of [...all.flat(), PROBLEM]) collect(schema, named);
	const refOf = (id: string) => `#/components/schemas/${id}`;
	const { schemas } = z.toJSONSchema(named, {
		uri: refOf,
		// Fields may be added to what is returned; only what is sent has to be just so.
		override({ zodSchema, jsonSchema }) {
			const { def } = zodSchema._zod;
			if (def.type === "object" && !def.catchall) {
				delete jsonSchema.additionalProperties;
			}
		},
	});
	const plain = Object.fromEntries(
		Object.entries(schemas).map(
			([id, { $schema: _, $id: __, id: ___, ...schema }]) => [id, schema],
		),
	);
	const refer = (schema: z.ZodType) => ({
		$ref: refOf(named.get(schema)?.id ?? ""),
	});
	return { schemas: plain, refer };
}

/** Every schema with a name in another one. */
function collect(
	schema: unknown,
	named: z.core.$ZodRegistry<{ id: string }>,
): void {
	if (!(schema instanceof z.ZodType)) return;
	const id = schema.meta()?.id;
	if (id !== undefined && !named.has(schema)) named.add(schema, { id });
	if (schema instanceof z.ZodObject) {
		for (const each of Object.values(schema.shape)) collect(each, named);
	}
	if (schema instanceof z.ZodArray) collect(schema.element, named);
	if (schema instanceof z.ZodNullable) collect(schema.unwrap(), named);
}
