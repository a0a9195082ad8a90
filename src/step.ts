/**
 * Told of each step of an update, in the order in which they are done: a crash can fall between any two. Only tests
 * want to know, to kill the process there.
 */
export type Step = (name: string) => void;

export const untold: Step = () => {};
