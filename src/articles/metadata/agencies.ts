/** Who an article came from, by the name that it goes by here. */
export interface Credit {
	agency: string | null;
	/** An outlet that signs like an agency. */
	source: string | null;
}

// The name that is kept, and the others that it is written with.
const AGENCIES: readonly (readonly string[])[] = [
	["AAP", "Australian Associated Press"],
	["AFP", "Agence France-Presse", "Agence France Presse"],
	["ANI", "Asian News International"],
	["ANSA"],
	["AP", "Associated Press", "A.P."],
	["Anadolu", "AA", "Anadolu Agency"],
	["Antara"],
	["Belga"],
	["Bernama"],
	["Bloomberg", "Bloomberg News"],
	["Business Wire", "BusinessWire"],
	["CP", "Canadian Press"],
	["EFE"],
	["GlobeNewswire", "Globe Newswire"],
	["IANS"],
	["IRNA"],
	["Interfax", "Interfax-Ukraine"],
	["Jiji Press", "Jiji"],
	["Kyodo", "Kyodo News"],
	["PA", "PA Media", "Press Association"],
	["PAP"],
	["PR Newswire", "PRNewswire"],
	["PTI", "Press Trust of India"],
	["RIA Novosti"],
	["Reuters", "Thomson Reuters", "Reuters Staff", "Reuters Life!"],
	["TASS", "ITAR-TASS"],
	["UPI", "United Press International"],
	["Ukrinform"],
	["Xinhua", "Xinhua News Agency"],
	["Yonhap", "Yonhap News Agency"],
	["dpa", "Deutsche Presse-Agentur"],
];
const OUTLETS: readonly (readonly string[])[] = [
	["Al Jazeera"],
	["BBC", "BBC News"],
	["CBC", "CBC News"],
	["CBS News"],
	["CNBC"],
	["CNN", "CNN Student News", "CNN Business"],
	["Deutsche Welle", "DW"],
	["Fox News"],
	["NBC News"],
	["NPR"],
	["RFE/RL"],
	["Sky News"],
	["VOA", "Voice of America"],
];
const AGENCY_NAMES = named(AGENCIES);
const OUTLET_NAMES = named(OUTLETS);

/**
 * Reads a name that stands by itself: “AP”, “The Associated Press”, “AP/Reuters”.
 *
 * @returns null for another name.
 */
export function creditOf(text: string): Credit | null {
	const names = text.split("/").map((name) => known(name, AGENCY_NAMES));
	if (!names.includes(null)) return { agency: names.join("/"), source: null };
	const source = known(text, OUTLET_NAMES);
	return source === null ? null : { agency: null, source };
}

/** The agency that the words begin with: “Associated Press Writer”; null where they begin with none. */
export function agencyBefore(text: string, role: RegExp): string | null {
	const words = text.split(/\s+/u);
	for (let length = Math.min(words.length - 1, 4); length > 0; length -= 1) {
		const agency = known(words.slice(0, length).join(" "), AGENCY_NAMES);
		const rest = words.slice(length).join(" ");
		if (agency !== null && role.test(rest)) return agency;
	}
	return null;
}

function known(
	text: string,
	names: ReadonlyMap<string, string>,
): string | null {
	const name = text.trim().replace(/^the /iu, "");
	// “AA” and “Pa” are more than agencies: a name of few letters is only one where it is written as such.
	const found = names.get(name) ?? names.get(name.toLowerCase());
	return found ?? null;
}

function named(table: readonly (readonly string[])[]): Map<string, string> {
	const names = new Map<string, string>();
	for (const [name = "", ...others] of table) {
		for (const each of [name, ...others]) {
			names.set(each, name).set(each.toUpperCase(), name);
			if (each.length > 4) names.set(each.toLowerCase(), name);
		}
	}
	return names;
}
