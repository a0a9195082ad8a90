#!/usr/bin/env bash
# Packs the package, installs the tarball in an empty folder, and asks the samples from there.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cd "$root"
npm pack --silent --pack-destination "$folder" >/dev/null
cp -r articles "$folder/articles"
cd "$folder"
# npm 11 asks before it runs a package's install script; the two compile what talks to SQLite and HNSW.
cat >package.json <<'JSON'
{ "private": true, "allowScripts": { "better-sqlite3": true, "hnswlib-node": true } }
JSON
npm install --silent --no-audit --no-fund ./verbatim-search-*.tgz
npx ask index articles
npx ask "what did Rutte pledge" | tee answer.txt
grep -qF '[$23 billion]' answer.txt
npx ask verify
node --input-type=module --eval '
	import { openIndex } from "verbatim-search";
	const index = await openIndex({ index: "index" });
	const { results } = await index.ask("what did Rutte pledge");
	await index.close();
	if (!results[0].text.includes("[$23 billion]")) throw new Error(results[0].text);
'
for unwanted in sharp onnxruntime-web @xenova; do
	test ! -e "node_modules/$unwanted" || { echo "the package brings $unwanted" >&2; exit 1; }
done
echo "the packed package answers; installed: $(du --summarize --human-readable --apparent-size node_modules | cut -f1)"
