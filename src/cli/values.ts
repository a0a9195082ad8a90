import { InvalidArgumentError, Option } from "commander";
import { FIELDS, type FieldMap } from "../articles/field-names.ts";

export function indexOption(): Option {
	return new Option(
		"--index <dir>",
		"the index folder (default: $ASK_INDEX, else ./index)",
	);
}

/** Reads a whole number of a range. */
export function wholeFrom(least: number, most = Number.MAX_SAFE_INTEGER) {
	return (value: string): number => {
		const number = Number(value);
		if (!/^\d+$/u.test(value) || number < least || number > most) {
			const range =
				most === Number.MAX_SAFE_INTEGER
					? `from ${least}`
					: `from ${least} to ${most}`;
			throw new InvalidArgumentError(`It must be a whole number ${range}.`);
		}
		return number;
	};
}

/** Reads a number from 0 to 1. */
export function share(value: string): number {
	const number = Number(value);
	if (value.trim() === "" || !(number >= 0 && number <= 1)) {
		throw new InvalidArgumentError("It must be a number from 0 to 1.");
	}
	return number;
}

/** Of an option that can be given more than once. */
export function collect(
	value: string,
	previous: string[] | undefined,
): string[] {
	return [...(previous ?? []), value];
}

/** Reads `field=name,field=name`. */
export function fields(value: string, previous: FieldMap = {}): FieldMap {
	const map: FieldMap = { ...previous };
	for (const pair of value.split(",")) {
		const [field, name = "", ...rest] = pair
			.split("=")
			.map((part) => part.trim());
		const known = FIELDS.find((each) => each === field);
		if (!known || name === "" || rest.length > 0 || map[known] !== undefined) {
			throw new InvalidArgumentError(
				`It must be FIELD=NAME, once a field, of ${FIELDS.join(", ")}.`,
			);
		}
		map[known] = name;
	}
	return map;
}
