/** “1 passage”, “1,234 passages”; “more” stays as it is. */
export function counted(count: number, noun: string): string {
	const plural = count === 1 || noun === "more" ? noun : `${noun}s`;
	return `${count.toLocaleString("en-US")} ${plural}`;
}
