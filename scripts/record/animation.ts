/** A point of an animation: from when on, and what holds then. */
export interface Keyframe {
	/** Milliseconds from the beginning. */
	at: number;
	opacity?: number;
	/** CSS. */
	transform?: string;
	/** In how many steps the next keyframe is reached; else it is jumped to when its time has come. */
	steps?: number;
}

/**
 * CSS animations of one duration, that begin again for ever. Where somebody wants no motion, none runs: what is seen
 * then is what elements look like by themselves.
 */
export class Animations {
	private readonly rules: string[] = [];

	private readonly duration: number;

	/** @param duration - Milliseconds. */
	constructor(duration: number) {
		this.duration = duration;
	}

	/** @returns The class of the element that is to move. */
	add(keyframes: readonly Keyframe[]): string {
		const name = `a${this.rules.length}`;
		const points = keyframes.map(({ at, opacity, transform, steps }) => {
			const percent = +((100 * at) / this.duration).toFixed(3);
			const declarations = [
				opacity !== undefined && `opacity:${opacity}`,
				transform !== undefined && `transform:${transform}`,
				steps !== undefined && `animation-timing-function:steps(${steps})`,
			];
			return `${percent}%{${declarations.filter(Boolean).join(";")}}`;
		});
		this.rules.push(
			`@keyframes ${name}{${points.join("")}}.${name}{animation:${name} ${this.duration}ms step-end infinite}`,
		);
		return name;
	}

	css(): string {
		return `@media(prefers-reduced-motion:no-preference){\n${this.rules.join("\n")}\n}`;
	}
}
