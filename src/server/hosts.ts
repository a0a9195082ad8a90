import { hostname, networkInterfaces } from "node:os";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** Whether only this machine can reach an address. */
export function isLoopback(address: string): boolean {
	return (
		address === "localhost" || address === "::1" || /^127\./u.test(address)
	);
}

/**
 * The names by which a server may be called. Any other is a stranger's that was made to point here (DNS rebinding).
 *
 * @param address - On which it listens.
 * @param more - Names that it is given, by a proxy for instance.
 */
export function namesOf(
	address: string,
	more: readonly string[],
): ReadonlySet<string> {
	const names = [...LOOPBACK, bracketed(address), ...more];
	if (!isLoopback(address)) {
		const own = Object.values(networkInterfaces()).flatMap(
			(each) => each ?? [],
		);
		names.push(hostname(), ...own.map((each) => bracketed(each.address)));
	}
	return new Set(names.map((name) => name.toLowerCase()));
}

/** The name in a Host header, without the port; null if it is none. */
export function nameIn(host: string): string | null {
	// What a URL would read otherwise than as a name and a port is nobody's.
	if (/[/@?#\s\\]/u.test(host) || !URL.canParse(`http://${host}`)) return null;
	return new URL(`http://${host}`).hostname;
}

/** An address as it stands in a URL: an IPv6 address in brackets. */
export function bracketed(address: string): string {
	return address.includes(":") ? `[${address}]` : address;
}
