/** A message of the program as a sentence of its own; a path that it begins with stays as it is. */
export function sentence(message: string): string {
	const text = message.replace(/^[a-z](?=[a-z]*[ ,])/u, (first) =>
		first.toUpperCase(),
	);
	return /[.!?…]$/u.test(text) ? text : `${text}.`;
}
