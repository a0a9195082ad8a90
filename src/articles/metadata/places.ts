import { monthNamed } from "./calendar.ts";

// Cities that a dateline names without a country: the list of the agencies' style books, and capitals.
const CITIES = new Set(
	`ABUJA|ABU DHABI|ACCRA|ADDIS ABABA|ALGIERS|AMMAN|AMSTERDAM|ANKARA|ASTANA|ATHENS|ATLANTA|BAGHDAD|BAKU|BALTIMORE
|BANGKOK|BARCELONA|BEIJING|BEIRUT|BELFAST|BELGRADE|BERLIN|BERN|BOGOTA|BOSTON|BRASILIA|BRATISLAVA|BRUSSELS|BUCHAREST
|BUDAPEST|BUENOS AIRES|CAIRO|CANBERRA|CARACAS|CARDIFF|CHICAGO|CHISINAU|CINCINNATI|CLEVELAND|COLOMBO|COPENHAGEN|DAKAR
|DALLAS|DAMASCUS|DENVER|DETROIT|DHAKA|DOHA|DUBAI|DUBLIN|EDINBURGH|FRANKFURT|GENEVA|GIBRALTAR|GLASGOW|GUATEMALA CITY
|HANOI|HARARE|HAVANA|HELSINKI|HONG KONG|HONOLULU|HOUSTON|INDIANAPOLIS|ISLAMABAD|ISTANBUL|JAKARTA|JERUSALEM
|JOHANNESBURG|KABUL|KAMPALA|KARACHI|KATHMANDU|KHARTOUM|KIEV|KINSHASA|KUALA LUMPUR|KUWAIT CITY|KYIV|LAGOS|LAS VEGAS
|LIMA|LISBON|LJUBLJANA|LONDON|LOS ANGELES|LUXEMBOURG|MADRID|MANILA|MELBOURNE|MEXICO CITY|MIAMI|MILAN|MILWAUKEE
|MINNEAPOLIS|MINSK|MOGADISHU|MONTEVIDEO|MONTREAL|MOSCOW|MUMBAI|MUNICH|NAIROBI|NEW DELHI|NEW ORLEANS|NEW YORK|NICOSIA
|OKLAHOMA CITY|OSLO|OTTAWA|PANAMA CITY|PARIS|PHILADELPHIA|PHNOM PENH|PHOENIX|PITTSBURGH|PODGORICA|PRAGUE|PRETORIA
|PRISTINA|QUEBEC CITY|QUITO|RABAT|REYKJAVIK|RIGA|RIO DE JANEIRO|RIYADH|ROME|SALT LAKE CITY|SAN ANTONIO|SAN DIEGO
|SAN FRANCISCO|SANTIAGO|SAO PAULO|SARAJEVO|SEATTLE|SEOUL|SHANGHAI|SINGAPORE|SKOPJE|SOFIA|ST. LOUIS|STOCKHOLM|STRASBOURG
|SYDNEY|TAIPEI|TALLINN|TASHKENT|TBILISI|TEHRAN|TEL AVIV|TIRANA|TOKYO|TORONTO|TRIPOLI|TUNIS|ULAANBAATAR|UNITED NATIONS
|VALLETTA|VANCOUVER|VATICAN CITY|VIENNA|VILNIUS|WARSAW|WASHINGTON|WELLINGTON|YANGON|YEREVAN|ZAGREB|ZURICH`
		.replaceAll("\n", "")
		.split("|"),
);
const PARTICLE =
	/^(?:al|and|au|d'|da|das|de|del|der|di|do|dos|du|el|en|la|le|les|of|on|sur|the|upon|und|y)$/u;
// “McALLEN” and “Mc”.
const CAPITALS = /^(?:Mc)?[\p{Lu}\p{M}.'’-]+$/u;
const CAPITALISED = /^\p{Lu}[\p{L}\p{M}.'’-]*$/u;
const MAX_CHARACTERS = 60;
const MAX_WORDS = 5;
// “US, China — ”.
const MIN_LETTERS_OF_PLACE = 4;

/** How sure the writing of a place is to be one, in a dateline. */
export type Writing =
	/** “WASHINGTON”: a city that needs no country. */
	| "city"
	/** “TELLMOUTH, England”. */
	| "capitals with region"
	/** “TELLMOUTH”, as “NATO” is written too; “Washington” and “Tellmouth, England”. */
	| "capitals"
	/** “Tellmouth”, as anybody's name is written too. */
	| "capitalised";

/** How a place is written; null for what is written like none. */
export function writingOf(place: string): Writing | null {
	if (place.length > MAX_CHARACTERS) return null;
	const [name = "", ...regions] = place.split(/,\s*/u);
	const cities = name.split("/");
	if (
		regions.length > 2 ||
		regions.some((region) => monthNamed(region) !== null) ||
		![...cities, ...regions].every((each) => isName(each, CAPITALISED))
	) {
		return null;
	}
	const known = cities.every((city) => CITIES.has(plain(city)));
	if (!cities.every((city) => isName(city, CAPITALS))) {
		return known || regions.length > 0 ? "capitals" : "capitalised";
	}
	if (known) return "city";
	const abbreviation = name.length < MIN_LETTERS_OF_PLACE;
	return regions.length > 0 && !abbreviation
		? "capitals with region"
		: "capitals";
}

function isName(text: string, word: RegExp): boolean {
	const words = text.split(" ");
	return (
		words.length <= MAX_WORDS &&
		words.every((each) => word.test(each) || PARTICLE.test(each)) &&
		words.some((each) => word.test(each) && each.length > 1)
	);
}

function plain(text: string): string {
	return text.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase();
}
