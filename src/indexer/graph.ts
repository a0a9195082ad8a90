import { reasonOf } from "../errors.ts";
import { Graph, type Neighbour } from "../hnsw.ts";
import type { State } from "../store/schema.ts";
import type { Writer } from "../store/writer.ts";

// Deleted vectors stay in the graph and are walked through; beyond this share it is built afresh.
const MAX_DELETED_SHARE = 0.2;

/**
 * The graph of an index while it is updated: what is embedded goes in at once, the rest is brought in
 * line when the update is committed.
 */
export class GraphUpdate {
	readonly #writer: Writer;
	readonly #dimensions: number;
	#graph: Graph;
	/** Ids in the graph, the deleted ones left out. */
	#live: Set<number>;
	/** Why the saved graph could not be used; null when it could. */
	readonly warning: string | null;

	private constructor(
		writer: Writer,
		dimensions: number,
		graph: Graph,
		live: Set<number>,
		warning: string | null,
	) {
		this.#writer = writer;
		this.#dimensions = dimensions;
		this.#graph = graph;
		this.#live = live;
		this.warning = warning;
	}

	/** Starts from the saved graph, or from an empty one if there is none that can be used. */
	static async open(
		writer: Writer,
		dimensions: number,
		{ fresh }: { fresh: boolean },
	): Promise<GraphUpdate> {
		const { graph, generation } = writer.state();
		let warning: string | null = null;
		if (graph && !fresh) {
			try {
				return new GraphUpdate(
					writer,
					dimensions,
					await Graph.load(writer.graphFile(generation), dimensions, graph),
					writer.embeddingsInUse(),
					null,
				);
			} catch (error) {
				warning = `${reasonOf(error)}; it was built again`;
			}
		}
		const empty = Graph.create(dimensions);
		return new GraphUpdate(writer, dimensions, empty, new Set(), warning);
	}

	add(id: number, vector: Float32Array): void {
		this.#graph.add(id, vector);
		this.#live.add(id);
	}

	/** Searches the graph as it is now: see {@link Graph.search}. */
	search(query: Float32Array, top: number): Neighbour[] {
		return this.#graph.search(query, top);
	}

	/** Brings the graph in line with the embeddings in use, and saves it; null when there are none. */
	async save(
		inUse: ReadonlySet<number>,
		generation: number,
	): Promise<State["graph"]> {
		const gone = [...this.#live].filter((id) => !inUse.has(id));
		const deleted = this.#graph.deleted + gone.length;
		if (deleted > MAX_DELETED_SHARE * inUse.size) {
			this.#graph = Graph.create(this.#dimensions);
			this.#live = new Set();
		} else {
			for (const id of gone) this.#graph.remove(id);
		}
		for (const id of inUse) {
			if (!this.#live.has(id)) this.#graph.add(id, this.#writer.vector(id));
		}
		this.#live = new Set(inUse);
		if (inUse.size === 0) return null;
		return this.#graph.save(this.#writer.graphFile(generation));
	}
}
