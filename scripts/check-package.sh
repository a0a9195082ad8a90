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
# What a user has to add until the package comes without @xenova/transformers: its sharp downloads a binary.
cat >package.json <<'JSON'
{
  "private": true,
  "overrides": { "sharp": "^0.34.0" },
  "allowScripts": { "better-sqlite3": true, "hnswlib-node": true, "protobufjs": false, "sharp": false }
}
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
echo "the packed package answers"
