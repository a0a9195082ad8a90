import { z } from "zod";
import { ParameterError } from "./problem.ts";

/**
 * Reads a query by a schema: a parameter is a number, a flag or a list if the schema says so, else a string. A flag
 * without a value is set.
 *
 * @throws {ParameterError} For unknown parameters, repeated ones that are no lists, and values out of range.
 */
export function readQuery<S extends z.ZodObject>(
	schema: S,
	query: URLSearchParams,
): z.infer<S> {
	// Without a prototype: a parameter may be called “__proto__”.
	const values: Record<string, unknown> = Object.create(null);
	for (const name of new Set(query.keys())) {
		const given = query.getAll(name);
		// An own property alone: a parameter may be called “constructor”.
		const type = Object.hasOwn(schema.shape, name)
			? inner(schema.shape[name])
			: null;
		if (type && !(type instanceof z.ZodArray) && given.length > 1) {
			throw new ParameterError([
				{ parameter: name, message: "is given more than once" },
			]);
		}
		values[name] = type instanceof z.ZodArray ? given : typed(type, given[0]);
	}
	return check(schema, values);
}

/** Reads a JSON body by a schema. */
export function readBody<S extends z.ZodType>(
	schema: S,
	body: string,
): z.infer<S> {
	let value: unknown;
	try {
		value = JSON.parse(body);
	} catch {
		throw new ParameterError([{ parameter: "", message: "it is no JSON" }]);
	}
	return check(schema, value);
}

function check<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
	const read = schema.safeParse(value);
	if (read.success) return read.data;
	throw new ParameterError(
		read.error.issues.map((issue) => ({
			parameter: issue.path.map(String).join("."),
			message: issue.message,
		})),
	);
}

function inner(type: unknown): unknown {
	return type instanceof z.ZodOptional ? inner(type.unwrap()) : type;
}

/** What a string stands for; itself where it stands for nothing of the kind, to be refused by the schema. */
function typed(type: unknown, value: string | undefined): unknown {
	if (value === undefined) return undefined;
	if (type instanceof z.ZodNumber) {
		return /^-?\d+(?:\.\d+)?$/u.test(value) ? Number(value) : value;
	}
	if (type instanceof z.ZodBoolean) {
		return (
			{ "": true, true: true, "1": true, false: false, "0": false }[value] ??
			value
		);
	}
	return value;
}
