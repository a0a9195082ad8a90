import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as z from "zod/mini";
import { $ZodError } from "zod/v4/core";
import { reasonOf, SearchError } from "../errors.ts";
import type { ArticleRecord } from "../indexer/records.ts";

/** A question of a collection. */
export interface Query {
	id: string;
	text: string;
	/** Strings of which any answers the question; null where the collection gives none. */
	answers: string[] | null;
}

/** Relevance of documents to questions: question id → document id → grade. */
export type Qrels = Map<string, Map<string, number>>;

// Ids are strings in BEIR, but other collections write numbers.
const Id = z.pipe(z.union([z.string(), z.number()]), z.transform(String));
const DocumentLine = z.looseObject({
	_id: Id,
	title: z.nullish(z.string()),
	text: z.nullish(z.string()),
});
const QueryLine = z.looseObject({
	_id: Id,
	text: z.string(),
	metadata: z.nullish(
		z.looseObject({ answers: z.nullish(z.array(z.string())) }),
	),
});

/**
 * The files of a collection laid out as BEIR does (https://github.com/beir-cellar/beir).
 *
 * @param qrels - Another file of relevance than `qrels.tsv` (or BEIR's own `qrels/test.tsv`): a path,
 *   else a name in the folder.
 * @throws {SearchError} `USAGE` if one is not there.
 */
export function collectionFiles(
	folder: string,
	qrels: string | undefined,
): { corpus: string; queries: string; qrels: string } {
	const inFolder = (...names: string[]) => names.map((n) => join(folder, n));
	const find = (candidates: string[]): string => {
		const found = candidates.find((path) => existsSync(path));
		if (found) return found;
		throw new SearchError(
			"USAGE",
			`no ${candidates.join(" and no ")}`,
			"name a folder with corpus.jsonl, queries.jsonl and qrels.tsv, as BEIR lays them out",
		);
	};
	return {
		corpus: find(inFolder("corpus.jsonl")),
		queries: find(inFolder("queries.jsonl")),
		qrels: find(
			qrels === undefined
				? inFolder("qrels.tsv", join("qrels", "test.tsv"))
				: [qrels, ...inFolder(qrels)],
		),
	};
}

/** The documents of a collection, in order; one without text is its title. */
export async function* readDocuments(
	file: string,
): AsyncGenerator<ArticleRecord> {
	const seen = new Set<string>();
	for await (const { value, number } of readJsonLines(file, DocumentLine)) {
		const { _id, title, text } = value;
		if (seen.has(_id)) throw badLine(file, number, `a second document ${_id}`);
		seen.add(_id);
		const heading = title?.trim() ? title : null;
		yield text?.trim()
			? { id: _id, title: heading, text }
			: { id: _id, title: null, text: heading ?? "" };
	}
}

export async function readQueries(file: string): Promise<Query[]> {
	const queries: Query[] = [];
	for await (const { value } of readJsonLines(file, QueryLine)) {
		const answers = value.metadata?.answers?.filter((answer) => answer.trim());
		queries.push({
			id: value._id,
			text: value.text,
			answers: answers?.length ? answers : null,
		});
	}
	return queries;
}

/** Tab-separated question, document and grade; a first line without a grade is the header. */
export async function readQrels(file: string): Promise<Qrels> {
	const qrels: Qrels = new Map();
	for await (const { line, number } of readLines(file)) {
		const [query = "", document, grade = ""] = line.trim().split("\t");
		const value = Number(grade);
		if (document === undefined || grade === "" || Number.isNaN(value)) {
			if (number === 1) continue;
			throw badLine(file, number, "not a question, a document and a grade");
		}
		const judged = qrels.get(query) ?? new Map<string, number>();
		qrels.set(query, judged.set(document, value));
	}
	return qrels;
}

/** The half of the questions that an id falls into: `a` where its SHA-256 is even, else `b`. */
export function halfOf(id: string): "a" | "b" {
	const last = createHash("sha256").update(id).digest().at(-1) ?? 0;
	return last % 2 === 0 ? "a" : "b";
}

/** SHA-256 of a file, in hex. */
export async function digestOf(file: string): Promise<string> {
	const hash = createHash("sha256");
	for await (const chunk of createReadStream(file)) hash.update(chunk);
	return hash.digest("hex");
}

async function* readJsonLines<T>(
	file: string,
	schema: z.ZodMiniType<T>,
): AsyncGenerator<{ value: T; number: number }> {
	for await (const { line, number } of readLines(file)) {
		try {
			yield { value: schema.parse(JSON.parse(line)), number };
		} catch (error) {
			throw badLine(
				file,
				number,
				error instanceof $ZodError ? z.prettifyError(error) : reasonOf(error),
			);
		}
	}
}

/** Lines that are not blank, counted from 1. */
async function* readLines(
	file: string,
): AsyncGenerator<{ line: string; number: number }> {
	const lines = createInterface({
		input: createReadStream(file),
		crlfDelay: Number.POSITIVE_INFINITY,
	});
	let number = 0;
	try {
		for await (const line of lines) {
			number += 1;
			if (line.trim() !== "") yield { line, number };
		}
	} catch (error) {
		throw new SearchError(
			"USAGE",
			`cannot read ${file}: ${reasonOf(error)}`,
			"name a file that can be read",
			{ cause: error },
		);
	}
}

function badLine(file: string, number: number, reason: string): SearchError {
	return new SearchError(
		"USAGE",
		`${file}:${number}: ${reason}`,
		"mend the line: the layout is that of BEIR",
	);
}
