import { constants } from 'node:fs';
import { access, copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** A file to be written, by its name in the directory. */
export interface NewFile {
  readonly name: string;
  readonly text: string;
  /** Only its owner may read it. */
  readonly isSecret: boolean;
}

/** Names of those that are there already. */
export async function existingFiles(directory: string, names: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    names.map((name) =>
      access(path.join(directory, name), constants.F_OK).then(
        () => [name],
        () => [],
      ),
    ),
  );
  return found.flat();
}

/**
 * Writes all files or none: each is complete on the disk before the first gets its name. What stands there is kept beside,
 * under the name with `suffix`. Returns the names of what was kept.
 */
export async function writeFiles(
  directory: string,
  files: readonly NewFile[],
  suffix: string,
): Promise<readonly string[]> {
  await mkdir(directory, { recursive: true });
  const parts = files.map(({ name }) => path.join(directory, `${name}.part`));
  const kept: string[] = [];
  try {
    for (const [i, { text, isSecret }] of files.entries()) {
      const part = parts[i] ?? '';
      await rm(part, { force: true });
      const handle = await open(part, 'wx', isSecret ? 0o600 : 0o644);
      try {
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
    }
    for (const name of await existingFiles(
      directory,
      files.map((file) => file.name),
    )) {
      await copyFile(path.join(directory, name), path.join(directory, `${name}${suffix}`), constants.COPYFILE_EXCL);
      kept.push(`${name}${suffix}`);
    }
    for (const [i, { name }] of files.entries()) await rename(parts[i] ?? '', path.join(directory, name));
    return kept;
  } finally {
    await Promise.all(parts.map((part) => rm(part, { force: true })));
  }
}
