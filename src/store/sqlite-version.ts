import Database from "better-sqlite3";

/** Of the SQLite that is compiled into better-sqlite3; null where that cannot be loaded. */
export function sqliteVersion(): string | null {
	try {
		const database = new Database(":memory:");
		try {
			return String(database.prepare("SELECT sqlite_version()").pluck().get());
		} finally {
			database.close();
		}
	} catch {
		return null;
	}
}
