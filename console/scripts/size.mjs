// Adds up what a first visit loads, from log-in to catalog, as the server sends it, and fails above the limit. The API
// documentation is loaded on demand.
import { existsSync, readFileSync, statSync } from 'node:fs';

const LIMIT = 250_000;
// The names of the chunks that a first visit needs beside the entry.
const FIRST_PAGES = ['LoginPage', 'Shell', 'CatalogPage'];

const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('manifest.json', dist), 'utf8'));
const fonts = Object.values(manifest).filter(({ file }) => file.endsWith('.woff2'));

const keyOf = (name) => Object.keys(manifest).find((key) => manifest[key].name === name);

function collect(key, files) {
  const { file, css = [], imports = [] } = manifest[key];
  if (files.has(file)) return;
  files.add(file);
  css.forEach((name) => files.add(name));
  imports.forEach((name) => collect(name, files));
}

// Browsers get the Brotli form where the build made one, and the file itself where that saves nothing.
function sent(file) {
  const compressed = new URL(`${file}.br`, dist);
  return statSync(existsSync(compressed) ? compressed : new URL(file, dist)).size;
}

const files = new Set(['index.html', 'theme.js', 'favicon.svg', ...fonts.map(({ file }) => file)]);
['index.html', ...FIRST_PAGES.map(keyOf)].forEach((key) => collect(key, files));
const size = [...files].reduce((sum, file) => sum + sent(file), 0);
console.log(`First visit: ${(size / 1000).toFixed(1)} kB in ${files.size} files (at most ${LIMIT / 1000} kB)`);
if (size > LIMIT) process.exit(1);
