// Builds the console into dist, when something changed since the last time. Maven runs it before it packages the server.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const home = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = ['index.html', 'package-lock.json', 'public', 'scripts/build.mjs', 'src', 'vite.config.ts'];
const INSTALLED = 'node_modules/.package-lock.json';
const STAMP = 'target/built';
const DIST = 'dist';
// The best level saves a tenth and takes ten times as long: seconds in all, but for the largest files.
const BROTLI_LEVEL = 11;
const BROTLI_LEVEL_LARGE = 9;
const LARGE = 500_000;
const WORTH_COMPRESSING = 1024;

const changed = (path) => statSync(join(home, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;

function newest(path) {
  if (!statSync(join(home, path)).isDirectory()) return changed(path);
  return Math.max(changed(path), ...readdirSync(join(home, path)).map((name) => newest(join(path, name))));
}

function run(command, ...args) {
  const { status, error } = spawnSync(command, args, {
    cwd: home,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error) console.error(`${command} cannot be run: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/** The server sends this form to browsers that understand it, which are all of today's. */
function compress(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) compress(path);
    else if (/\.(js|css|svg)$/.test(entry.name) && statSync(path).size > WORTH_COMPRESSING) {
      const content = readFileSync(path);
      const level = content.length > LARGE ? BROTLI_LEVEL_LARGE : BROTLI_LEVEL;
      const options = { params: { [constants.BROTLI_PARAM_QUALITY]: level } };
      writeFileSync(`${path}.br`, brotliCompressSync(content, options));
    }
  }
}

if (!existsSync(join(home, INSTALLED)) || changed('package-lock.json') > changed(INSTALLED)) {
  run('npm', 'ci', '--no-audit', '--no-fund');
}
if (!existsSync(join(home, DIST, 'index.html')) || Math.max(...SOURCES.map(newest)) > changed(STAMP)) {
  const begun = new Date();
  run(process.execPath, 'node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn');
  compress(join(home, DIST));
  mkdirSync(join(home, 'target'), { recursive: true });
  // What changes while the build runs is built the next time.
  writeFileSync(join(home, STAMP), '');
  utimesSync(join(home, STAMP), begun, begun);
}
