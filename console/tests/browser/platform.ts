import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    server: string;
    sandbox: string;
    shots: string;
  }
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const TARGET = join(ROOT, 'console/target');
const START_LIMIT_MS = 90_000;
const STOP_LIMIT_MS = 20_000;

const JVM = ['-XX:+UseSerialGC', '-Xss512k', '-XX:TieredStopAtLevel=1'];

export const ADMIN = { email: 'admin@valence.example', password: 'correct horse battery staple' };

/** Starts the packaged sandbox and server on free ports, and ends them after the last test. */
export default async function platform(project: TestProject): Promise<() => Promise<void>> {
  const shots = join(TARGET, 'screenshots');
  mkdirSync(shots, { recursive: true });
  const [sandboxPort, serverPort] = [await freePort(), await freePort()];
  const server = `http://localhost:${serverPort}`;
  const sandbox = `http://localhost:${sandboxPort}`;
  const programs = [
    await start(
      'sandbox',
      'Listening on',
      [`-Dquarkus.http.port=${sandboxPort}`, '-Dquarkus.log.category."io.quarkus".level=INFO'],
      {
        VALENCE_SANDBOX_PORT: String(sandboxPort),
      },
    ),
  ];
  try {
    programs.unshift(
      await start('server', 'Valence is ready', ['--sun-misc-unsafe-memory-access=allow'], {
        VALENCE_PORT: String(serverPort),
        VALENCE_DATA: mkdtempSync(join(tmpdir(), 'valence-console-')),
        VALENCE_ADMIN_EMAIL: ADMIN.email,
        VALENCE_ADMIN_PASSWORD: ADMIN.password,
        VALENCE_PROVIDER_CISCOSPARK_URL: `${sandbox}/webex`,
        VALENCE_ALLOW_PRIVATE_ADDRESSES: 'loopback',
      }),
    );
  } catch (error) {
    await stop(programs);
    throw error;
  }
  project.provide('server', server);
  project.provide('sandbox', sandbox);
  project.provide('shots', shots);
  return () => stop(programs);
}

async function start(module: string, ready: string, options: string[], environment: Record<string, string>) {
  const jar = join(ROOT, module, 'target/quarkus-app/quarkus-run.jar');
  if (!existsSync(jar)) throw new Error(`There is no ${jar}; run mvn package first`);
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';
  const own = Object.entries(process.env).filter(([name]) => !/^(VALENCE|QUARKUS)_/.test(name));
  const program = spawn(java, [...JVM, ...options, '-jar', jar], {
    env: { ...Object.fromEntries(own), ...environment },
  });
  const log = createWriteStream(join(TARGET, `${module}.log`));
  program.stdout.pipe(log);
  program.stderr.pipe(log);
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) => {
      program.kill('SIGKILL');
      reject(new Error(`The ${module} ${why}; its log is ${log.path.toString()}`));
    };
    const timer = setTimeout(() => fail('was not ready in time'), START_LIMIT_MS);
    program.stdout.on('data', (output: Buffer) => {
      if (!output.toString().includes(ready)) return;
      clearTimeout(timer);
      resolve();
    });
    program.once('exit', (status) => fail(`ended with status ${status ?? 'unknown'} while it started`));
  });
  return program;
}

async function stop(programs: ChildProcess[]): Promise<void> {
  for (const program of programs) {
    const ended = new Promise((resolve) => program.once('exit', resolve));
    program.kill('SIGTERM');
    const timer = setTimeout(() => program.kill('SIGKILL'), STOP_LIMIT_MS);
    if (program.exitCode === null) await ended;
    clearTimeout(timer);
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
