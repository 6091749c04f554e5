import { chmod, mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { inject } from 'vitest';

/**
 * A new directory for a test, which goes with the run's own even when the run is killed; embedded servers in it are ended
 * then. Others may pass through it, because as root the server is another user.
 */
export async function makeTestDirectory(): Promise<string> {
  const directory = await mkdtemp(path.join(inject('testDirectory'), 't-'));
  await chmod(directory, 0o711);
  return directory;
}
