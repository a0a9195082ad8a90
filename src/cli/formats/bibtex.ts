import { bibtex as entry } from "../../references/bibtex.ts";
import { type Formatter, verbatim } from "./format.ts";

/** An entry a result. */
export const bibtex: Formatter = ({ results }, { look }) =>
	verbatim(results.map((result) => `${entry(result)}\n`).join("\n"), look);
