import type { ArticlePlace } from "../types.ts";

/** Articles by the file that they stand in, in order. */
export function byFile<T extends ArticlePlace>(
	articles: readonly T[],
): Map<string, T[]> {
	const files = new Map<string, T[]>();
	for (const article of articles) {
		const others = files.get(article.path);
		if (others) others.push(article);
		else files.set(article.path, [article]);
	}
	return files;
}
