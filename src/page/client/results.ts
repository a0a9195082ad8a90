/** The links of the results, in order. */
export function resultLinks(): HTMLAnchorElement[] {
	return [
		...document.querySelectorAll<HTMLAnchorElement>("[data-result] h2 a"),
	];
}

/** The result that has the focus, or had it last; null before any had it. */
export function selected(): HTMLElement | null {
	return document.querySelector<HTMLElement>("[data-result].selected");
}

/** Remembers which result has the focus. */
export function followFocus(): void {
	document.addEventListener("focusin", ({ target }) => {
		const result =
			target instanceof Element ? target.closest("[data-result]") : null;
		if (result) select(result);
	});
}

/** Moves on to another result; where an article covers them, opens it. */
export function move(step: 1 | -1): void {
	const links = resultLinks();
	const current =
		selected() ?? document.querySelector<HTMLElement>("[data-result].open");
	const at = links.findIndex((link) => current?.contains(link));
	const next = links[at === -1 ? 0 : at + step];
	if (!next) return;
	if (next.offsetParent === null) {
		select(next.closest("[data-result]"));
		next.click();
	} else {
		next.focus({ preventScroll: true });
		next.closest("[data-result]")?.scrollIntoView({ block: "nearest" });
	}
}

export function select(result: Element | null): void {
	selected()?.classList.remove("selected");
	result?.classList.add("selected");
}
