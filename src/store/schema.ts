import * as z from "zod/mini";
import { KnownDigest } from "../hashing/digests.ts";
import { Settings } from "./settings.ts";

/** Marks a SQLite file as ours ("VBTM"), in the header's application id. */
export const APPLICATION_ID = 0x5642544d;
/** Of the tables below, in the header's user version. Raised with every change of them. */
export const FORMAT_VERSION = 4;

// Of a passage, staged or in place. Sentences: JSON, where each starts and ends in the passage, in turn. Seal: see seal.ts.
const SPAN_COLUMNS = `"start" INTEGER NOT NULL,
	"end" INTEGER NOT NULL,
	byte_start INTEGER NOT NULL,
	byte_end INTEGER NOT NULL,
	line_start INTEGER NOT NULL,
	line_end INTEGER NOT NULL,
	text TEXT NOT NULL,
	sentences TEXT NOT NULL,
	seal TEXT NOT NULL`;

export const SCHEMA = `
CREATE TABLE state (
	only INTEGER PRIMARY KEY CHECK (only = 1),
	value TEXT NOT NULL, -- JSON, see State
	seal TEXT NOT NULL
) STRICT;

-- What "ask index" refreshes.
CREATE TABLE sources (
	path TEXT PRIMARY KEY,
	kind TEXT NOT NULL CHECK (kind IN ('file', 'folder')),
	seal TEXT NOT NULL
) STRICT;

CREATE TABLE articles (
	id INTEGER PRIMARY KEY,
	path TEXT NOT NULL UNIQUE,
	sha256 TEXT NOT NULL,
	title TEXT
) STRICT;

-- Ids are labels in the graph, where a deleted one stays: so they are never used twice.
CREATE TABLE embeddings (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	key BLOB NOT NULL UNIQUE, -- SHA-256 of model and embedded text
	vector BLOB NOT NULL, -- float32, little-endian, of unit length
	crc INTEGER NOT NULL -- CRC-32 of the vector
) STRICT;

CREATE TABLE passages (
	id INTEGER PRIMARY KEY,
	article_id INTEGER NOT NULL REFERENCES articles,
	embedding_id INTEGER NOT NULL REFERENCES embeddings,
	${SPAN_COLUMNS}
) STRICT;
CREATE INDEX passages_by_article ON passages (article_id);
CREATE INDEX passages_by_embedding ON passages (embedding_id);

-- The words come analysed (keywords.ts), separated by spaces; the texts stay in "passages".
CREATE VIRTUAL TABLE keyword_index USING fts5 (
	title, text, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '.'"
);
-- The same words by article, for the BM25 of whole articles.
CREATE VIRTUAL TABLE article_index USING fts5 (
	terms, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '.'"
);
CREATE VIRTUAL TABLE keyword_terms USING fts5vocab (keyword_index, 'row');

-- Files that the last update of their source could not read.
CREATE TABLE skipped (
	path TEXT PRIMARY KEY,
	reason TEXT NOT NULL
) STRICT;
`;

/** What an update prepares before readers see any of it; lives in the writer's temporary database. */
export const STAGING = `
CREATE TEMP TABLE staged_articles (
	id INTEGER PRIMARY KEY,
	path TEXT NOT NULL UNIQUE,
	sha256 TEXT NOT NULL,
	title TEXT
) STRICT;
CREATE TEMP TABLE staged_passages (
	id INTEGER PRIMARY KEY,
	article_id INTEGER NOT NULL,
	key BLOB NOT NULL,
	embedded_text TEXT NOT NULL,
	title_terms TEXT NOT NULL,
	text_terms TEXT NOT NULL,
	${SPAN_COLUMNS}
) STRICT;
CREATE TEMP TABLE removed_articles (id INTEGER PRIMARY KEY) STRICT;
`;

/** The scores below which nothing is an answer, by mode, and when they were last drawn from the index. */
export const Calibration = z.object({
	thresholds: z.object({
		hybrid: z.number(),
		semantic: z.number(),
		keyword: z.number(),
	}),
	/** Passages that came or went since. */
	changed: z.int().check(z.nonnegative()),
});
export type Calibration = z.infer<typeof Calibration>;

export const State = z.object({
	/** Counts the updates that changed something; 0 before the first is complete. */
	generation: z.int().check(z.nonnegative()),
	/** An update began and has not been completed. */
	unfinished: z.boolean(),
	/** Null before the first update is complete. */
	settings: z.nullable(Settings),
	/** Absolute folder of the model; null for the bundled one. */
	modelFolder: z.nullable(z.string()),
	/** Checksums of the models' weights as they were then. */
	weights: z._default(z.array(KnownDigest), []),
	/** The derived graph of this generation; null when there is nothing to search. */
	graph: z.nullable(
		z.object({
			bytes: z.int(),
			sha256: z.string(),
			live: z.int(),
			deleted: z.int(),
		}),
	),
	/** The rounded vectors of this generation; null when there is nothing to search. */
	codes: z.nullable(z.object({ bytes: z.int(), sha256: z.string() })),
	/** What makes "nothing found" of this index; null where there is nothing to search. */
	calibration: z.nullable(Calibration),
});
export type State = z.infer<typeof State>;
