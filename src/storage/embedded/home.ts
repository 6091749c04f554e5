import { randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Account, accountOf, canEnter, chooseAccount, isRoot, run } from './account.ts';
import type { Binaries } from './binaries.ts';
import { EmbeddedPostgresUnavailable, EmbeddedStartFailed, EmbeddedVersionMismatch } from './errors.ts';

/** Where root keeps what the server's own user could not reach inside the clone. */
export const SYSTEM_HOME = '/var/lib/huiyin';

/** The superuser that initdb makes; the bot connects as it. */
export const SUPERUSER = 'huiyin';

/** Leftovers of an initdb that was killed are removed when older than this; a living one takes a few seconds. */
const ABANDONED_AFTER_MS = 120_000;

/**
 * The place of one embedded server: `directory` holds `data` (PostgreSQL's own), `password` and `socket` (the recorded
 * socket directory). `account` is whom it runs as when we are root.
 */
export type Home = { dataDir: string; directory: string; data: string; account: Account | undefined };

/** Finds or decides the home belonging to `dataDir`, making `dataDir` when missing. Does not run initdb. */
export async function locateHome(dataDir: string): Promise<Home> {
  // Other users may pass through, not look: the server's user needs the way to its own directory.
  await ensureDirectory(dataDir, 0o711);
  const root = await realpath(dataDir);
  const inside = path.join(root, 'postgres');
  const location = path.join(root, 'postgres.location');
  const recorded = (await readFile(location, 'utf8').catch(() => '')).trim();
  if (recorded !== '') return atHome(root, recorded);
  if (await exists(path.join(inside, 'data'))) return atHome(root, inside);
  const account = await chooseAccount(root);
  if (!isRoot() || (await canEnter(root, account))) return atHome(root, inside);
  // Recorded, never derived from the path: a clone that is moved must find its data again.
  await ensureDirectory(SYSTEM_HOME, 0o755);
  const elsewhere = path.join(SYSTEM_HOME, `data-${randomBytes(6).toString('hex')}`);
  await writeFile(`${location}.${process.pid}`, `${elsewhere}\n`);
  await link(`${location}.${process.pid}`, location).catch(() => undefined); // the first of two racers wins
  await rm(`${location}.${process.pid}`);
  return atHome(root, (await readFile(location, 'utf8')).trim());
}

async function atHome(dataDir: string, directory: string): Promise<Home> {
  const data = path.join(directory, 'data');
  const owner = await stat(data).catch(() => undefined);
  if (owner === undefined) {
    const account = await chooseAccount(dataDir);
    if (isRoot() && account === undefined) {
      throw new EmbeddedPostgresUnavailable(
        'PostgreSQL does not run as root and no account to run it as was found (huiyin, postgres, nobody): ' +
          'start as an ordinary user, or set DATABASE_URL',
      );
    }
    return { dataDir, directory, data, account };
  }
  if (!isRoot()) {
    if (owner.uid === process.getuid?.()) return { dataDir, directory, data, account: undefined };
    throw new EmbeddedPostgresUnavailable(
      `${data} belongs to another user (uid ${owner.uid}): start as that user or as root, or choose another DATA_DIR`,
    );
  }
  if (owner.uid === 0) {
    const account = await chooseAccount(dataDir);
    throw new EmbeddedPostgresUnavailable(
      `${data} belongs to root, as whom PostgreSQL does not run: \`chown -R ${account?.name ?? 'nobody'} '${data}'\``,
    );
  }
  return { dataDir, directory, data, account: await accountOf(owner.uid, owner.gid) };
}

/**
 * Runs initdb unless the home is there already. Made aside and renamed into place, so that neither `kill -9` nor two
 * first starts at once can leave half a database. Throws when the files are another major version's.
 */
export async function initialiseHome(
  home: Home,
  binaries: Binaries,
  durable: boolean,
  signal?: AbortSignal,
): Promise<void> {
  if (!(await exists(home.data))) {
    await removeAbandoned(home);
    await initialise(home, binaries, durable, signal);
  }
  const found = (await readFile(path.join(home.data, 'PG_VERSION'), 'utf8')).trim();
  if (found !== binaries.major) throw new EmbeddedVersionMismatch(home.data, found, binaries.major);
}

async function initialise(
  home: Home,
  binaries: Binaries,
  durable: boolean,
  signal: AbortSignal | undefined,
): Promise<void> {
  const fresh = await mkdtemp(`${home.directory}.new-`);
  try {
    await chmod(fresh, home.account === undefined ? 0o700 : 0o711);
    const password = randomBytes(24).toString('base64url');
    const forInitdb = path.join(fresh, 'initdb-password');
    await writeFile(path.join(fresh, 'password'), password, { mode: 0o600 });
    await writeFile(forInitdb, password, { mode: 0o600 });
    await mkdir(path.join(fresh, 'data'), { mode: 0o700 });
    await giveTo(home.account, forInitdb, path.join(fresh, 'data'));
    const { code, output } = await run(
      binaries.initdb,
      [
        ...['-D', path.join(fresh, 'data'), '-U', SUPERUSER, '--encoding=UTF8'],
        ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
        ...['--auth=scram-sha-256', `--pwfile=${forInitdb}`],
        ...(durable ? [] : ['--no-sync']),
      ],
      home.account,
      binaries.env,
      signal,
    );
    if (code !== 0) throw new EmbeddedStartFailed(`initdb in ${fresh} failed: ${output.trim()}`);
    await rm(forInitdb);
    await rename(fresh, home.directory);
    if (durable) await syncDirectory(path.dirname(home.directory));
  } catch (error) {
    // An initdb that was given up may leave a last child writing for a moment.
    await rm(fresh, { recursive: true, force: true, maxRetries: 5 });
    // Somebody else's first start was quicker: theirs is as good as ours.
    if (!(await exists(home.data))) throw error;
  }
}

async function removeAbandoned(home: Home): Promise<void> {
  const parent = path.dirname(home.directory);
  const prefix = `${path.basename(home.directory)}.new-`;
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue;
    const abandoned = path.join(parent, name);
    const age = await stat(abandoned).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > ABANDONED_AFTER_MS) await rm(abandoned, { recursive: true, force: true });
  }
}

/** The superuser's password, as initdb was given it. */
export function readPassword(home: Home): Promise<string> {
  return readFile(path.join(home.directory, 'password'), 'utf8');
}

/**
 * A private directory for the socket, short because a socket's path may not exceed 107 bytes however deep DATA_DIR is.
 * The recorded one is used again while it is still ours, so that after a crash pools find the server where it was.
 */
export async function socketDirectory(home: Home): Promise<string> {
  const record = path.join(home.directory, 'socket');
  const uid = home.account?.uid ?? process.getuid?.();
  const recorded = await readFile(record, 'utf8').catch(() => '');
  if (recorded !== '') {
    const found = await lstat(recorded).catch(() => undefined);
    if (found?.isDirectory() && found.uid === uid && (found.mode & 0o777) === 0o700) return recorded;
  }
  const directory = await mkdtemp('/tmp/huiyin-').catch(() => mkdtemp(path.join(tmpdir(), 'huiyin-')));
  await giveTo(home.account, directory);
  await writeFile(record, directory, { mode: 0o600 });
  return directory;
}

/** Forgets the recorded socket directory. Before the server stops: whoever starts next must not share a dying one. */
export async function forgetSocketDirectory(home: Home): Promise<void> {
  await rm(path.join(home.directory, 'socket'), { force: true });
}

/** Makes a directory unless it is there, with this mode whatever the umask; one that is there keeps its own. */
export async function ensureDirectory(directory: string, mode: number): Promise<void> {
  if ((await mkdir(directory, { recursive: true })) !== undefined) await chmod(directory, mode);
}

async function giveTo(account: Account | undefined, ...paths: string[]): Promise<void> {
  if (account === undefined) return;
  for (const each of paths) await chown(each, account.uid, account.gid);
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory);
  await handle.sync();
  await handle.close();
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
