import { buildIndex } from "../../src/indexer/indexer.ts";
import { openIndex, type SearchIndex } from "../../src/searcher/searcher.ts";
import type { IndexReport, Result, Verification } from "../../src/types.ts";
import { fakeEmbedder } from "./fake-embedder.ts";
import { type Workspace, workspace } from "./workspace.ts";

type Build = Partial<Parameters<typeof buildIndex>[0]>;

/** A folder of articles with their index, asked with a model whose vectors are word counts. */
export class Newsroom {
	readonly space: Workspace = workspace();
	readonly index: string = this.space.path("index");

	write(name: string, content: string | Uint8Array): void {
		this.space.write(`news/${name}`, content);
	}

	build(options: Build = {}): Promise<IndexReport> {
		return buildIndex({
			index: this.index,
			paths: [this.space.path("news")],
			embedder: fakeEmbedder(),
			...options,
		});
	}

	async open<T>(work: (index: SearchIndex) => Promise<T>): Promise<T> {
		const opened = await openIndex({
			index: this.index,
			embedder: fakeEmbedder(),
			reranker: null,
		});
		try {
			return await work(opened);
		} finally {
			await opened.close();
		}
	}

	/** The best passages, however good. */
	ask(
		question: string,
		options: Parameters<SearchIndex["ask"]>[1] = {},
	): Promise<Result[]> {
		return this.open(async (index) => {
			const answer = await index.ask(question, {
				all: true,
				top: 100,
				perArticle: 100,
				...options,
			});
			return answer.results;
		});
	}

	/** Verdicts by the citation's place, before its `#`. */
	verify(): Promise<Record<string, Verification>> {
		return this.open(async (index) => {
			const found: Record<string, Verification> = {};
			for await (const check of index.verify()) {
				found[check.id.replace(/#[^#]*$/u, "")] = check;
			}
			return found;
		});
	}
}
