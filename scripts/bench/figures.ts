/** The p-th percentile, by nearest rank. */
export function percentile(values: readonly number[], p: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	const rank = Math.max(0, Math.ceil((p / 100) * sorted.length) - 1);
	return sorted[rank] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
	return percentile(values, 50);
}

export interface Latency {
	p50: number;
	p95: number;
	p99: number;
}

export function latencyOf(ms: readonly number[]): Latency {
	return {
		p50: percentile(ms, 50),
		p95: percentile(ms, 95),
		p99: percentile(ms, 99),
	};
}
