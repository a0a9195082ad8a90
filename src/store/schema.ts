import * as z from "zod/mini";
import { KnownDigest } from "../hashing/digests.ts";
import { Settings } from "./settings.ts";

/** Marks a SQLite file as ours ("VBTM"), in the header's application id. */
export const APPLICATION_ID = 0x5642544d;
/** Of the tables below, in the header's user version. Raised with every change of them. */
export const FORMAT_VERSION = 5;

// Of an article, staged or in place. Member: empty where it is in no archive; record: 0 where the file is the article.
// At: where a record stands in its file, in bytes. Metadata and boilerplate: JSON. Text: only where it was extracted.
const ARTICLE_COLUMNS = `path TEXT NOT NULL,
	member TEXT NOT NULL,
	record INTEGER NOT NULL,
	sha256 TEXT NOT NULL,
	at_start INTEGER,
	at_length INTEGER,
	metadata TEXT NOT NULL,
	boilerplate TEXT NOT NULL,
	text TEXT,
	bands BLOB NOT NULL, -- see duplicates/signature.ts
	seal TEXT NOT NULL,
	text_seal TEXT`;
const ARTICLE_NAMES =
	"path, member, record, sha256, at_start, at_length, metadata, boilerplate, text, bands, seal, text_seal";

// Of a short line of an article, staged or in place. Context: of the article, the same in reprints of it. Marked: left
// out of the passages.
const LINE_COLUMNS = `hash INTEGER NOT NULL,
	article_id INTEGER NOT NULL,
	context INTEGER NOT NULL,
	marked INTEGER NOT NULL,
	PRIMARY KEY (hash, article_id)`;

// Of a passage, staged or in place. Sentences: JSON, where each starts and ends in the passage, in turn. Quotes: JSON,
// see quoted.ts. Seal: see seal.ts.
const SPAN_COLUMNS = `"start" INTEGER NOT NULL,
	"end" INTEGER NOT NULL,
	byte_start INTEGER,
	byte_end INTEGER,
	line_start INTEGER NOT NULL,
	line_end INTEGER NOT NULL,
	text TEXT NOT NULL,
	sentences TEXT NOT NULL,
	quotes TEXT NOT NULL,
	bands BLOB NOT NULL,
	seal TEXT NOT NULL`;

/** The columns of {@link SCHEMA} that a staged row and its final one share. */
export const COLUMNS = {
	article: ARTICLE_NAMES,
	passage:
		'"start", "end", byte_start, byte_end, line_start, line_end, text, sentences, quotes, bands, seal',
};

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

-- Files all of whose articles are in the index, as they were: one that is still the same is not read again.
CREATE TABLE files (
	path TEXT PRIMARY KEY,
	sha256 TEXT NOT NULL
) STRICT;

CREATE TABLE articles (
	id INTEGER PRIMARY KEY,
	${ARTICLE_COLUMNS},
	story INTEGER, -- the first article of those that tell the same; null where it is alone
	day TEXT AS (substr(json_extract(metadata, '$.published.value'), 1, 10)),
	-- Of wire copy the agency, where no outlet is stated.
	source TEXT AS (coalesce(json_extract(metadata, '$.source.value'), json_extract(metadata, '$.agency.value'))),
	author TEXT AS (json_extract(metadata, '$.author.value')),
	language TEXT AS (json_extract(metadata, '$.language.value')),
	UNIQUE (path, member, record)
) STRICT;
CREATE INDEX articles_by_day ON articles (day);
CREATE INDEX articles_by_source ON articles (source);
CREATE INDEX articles_by_author ON articles (author);
CREATE INDEX articles_by_language ON articles (language);
CREATE INDEX articles_by_story ON articles (story) WHERE story IS NOT NULL;

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
	${SPAN_COLUMNS},
	copy_of INTEGER -- the first passage of those that say the same; null where it is alone
) STRICT;
CREATE INDEX passages_by_article ON passages (article_id);
CREATE INDEX passages_by_copy ON passages (copy_of) WHERE copy_of IS NOT NULL;
CREATE INDEX passages_by_embedding ON passages (embedding_id);

-- Who speaks where.
CREATE TABLE speakers (
	name TEXT NOT NULL,
	passage_id INTEGER NOT NULL,
	PRIMARY KEY (name, passage_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX speakers_by_passage ON speakers (passage_id);

-- Short lines, to find those that recur in an outlet's articles: see recurring.ts.
CREATE TABLE lines (
	${LINE_COLUMNS}
) STRICT, WITHOUT ROWID;
CREATE INDEX lines_by_article ON lines (article_id);

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
	${ARTICLE_COLUMNS},
	UNIQUE (path, member, record)
) STRICT;
CREATE TEMP TABLE staged_passages (
	id INTEGER PRIMARY KEY AUTOINCREMENT, -- one that is staged again is looked at again
	article_id INTEGER NOT NULL,
	key BLOB NOT NULL,
	embedded_text TEXT NOT NULL,
	title_terms TEXT NOT NULL,
	text_terms TEXT NOT NULL,
	${SPAN_COLUMNS}
) STRICT;
CREATE TEMP TABLE staged_lines (
	${LINE_COLUMNS}
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE staged_files (path TEXT PRIMARY KEY, sha256 TEXT) STRICT;
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
	/** Which fields of records hold what, where they have none of the usual names. */
	map: z._default(z.record(z.string(), z.string()), {}),
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
