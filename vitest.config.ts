import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["test/**/*.test.ts"],
		// Processes, not threads: onnxruntime-node and better-sqlite3 are native.
		pool: "forks",
		testTimeout: 60_000,
		hookTimeout: 60_000,
	},
});
