// The files of an index folder.

export const DATABASE = "index.sqlite";
export const LOCK = "writer.lock";
export const BUILDING = "building.json";
export const graphName = (generation: number): string =>
	`graph-${generation}.hnsw`;
export const codesName = (generation: number): string =>
	`codes-${generation}.i8`;
/** Of derived files, of any generation; half-written ones included. */
export const DERIVED_NAME: RegExp =
	/^(?:graph-\d+\.hnsw|codes-\d+\.i8)(?:\.tmp)?$/u;
