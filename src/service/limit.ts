/** Runs work when its turn comes. */
export type Limit = <T>(work: () => Promise<T>) => Promise<T>;
