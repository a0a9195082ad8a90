/** An argument as a shell takes it. */
export function shellWord(argument: string): string {
	return /^[\w./@%+=:,-]+$/u.test(argument)
		? argument
		: `'${argument.replaceAll("'", "'\\''")}'`;
}
