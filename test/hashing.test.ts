import { createHash } from "node:crypto";
import { appendFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Digests } from "../src/hashing/digests.ts";
import { hashFile, readHashed } from "../src/hashing/hashed-file.ts";
import { workspace } from "./support/workspace.ts";

const sha256 = (content: Buffer | string) =>
	createHash("sha256").update(content).digest("hex");

describe("a file's checksum", () => {
	// The largest is hashed in a thread of its own.
	it.each([0, 1, 300_000, 20_000_000])("of %i bytes", async (bytes) => {
		const space = workspace();
		const content = Buffer.alloc(bytes, "Ré\0");
		const file = space.write("file", content);
		const expected = { bytes, sha256: sha256(content) };
		expect(await hashFile(file)).toMatchObject(expected);
		const read = await readHashed(file);
		expect(read).toMatchObject(expected);
		expect(Buffer.compare(Buffer.from(read.content), content)).toBe(0);
	});

	it("of several large files at once", async () => {
		const space = workspace();
		const files = ["a", "b", "c"].map((name) =>
			space.write(name, Buffer.alloc(17_000_000, name)),
		);
		const found = await Promise.all(files.map(hashFile));
		expect(found.map((file) => file.sha256)).toEqual(
			["a", "b", "c"].map((name) => sha256(Buffer.alloc(17_000_000, name))),
		);
	});

	it("of no file is Node's error", async () => {
		await expect(hashFile("none")).rejects.toMatchObject({ code: "ENOENT" });
	});
});

describe("known checksums", () => {
	it("are believed of a file as it was then, and of no other", async () => {
		const space = workspace();
		const file = space.write("weights", "weights");
		const first = new Digests();
		expect(await first.sha256(file)).toBe(sha256("weights"));
		const [known] = first.list();

		// Were the file read again, this would not come back.
		const told = [{ ...known, sha256: "told" }] as ReturnType<
			typeof first.list
		>;
		expect(await new Digests(told).sha256(file)).toBe("told");

		const { atime, mtime } = statSync(file);
		writeFileSync(file, "WEIGHTS");
		utimesSync(file, atime, mtime);
		const second = new Digests(told);
		expect(await second.sha256(file)).toBe(sha256("WEIGHTS"));
		expect(second.list()).toHaveLength(1);

		appendFileSync(file, "!");
		expect(await second.sha256(file)).toBe(sha256("WEIGHTS!"));
	});
});
