/** What a model reads of a passage: the title tells it what the passage is about. */
export function titled(passage: string, title: string | null): string {
	return title && !passage.includes(title) ? `${title}. ${passage}` : passage;
}
