import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { policyJsonSchema } from '../domain/policy/json-schema.ts';

/*
 * `npm run policy:schema` writes docs/policy.schema.json, by which editors complete and check a policy file. With
 * `--check` nothing is written; exit code 1 says that the file is not what would be written.
 */
const path = fileURLToPath(new URL('../../docs/policy.schema.json', import.meta.url));
const text = `${JSON.stringify(policyJsonSchema(), null, 2)}\n`;

if (process.argv.includes('--check')) {
  const current = await readFile(path, 'utf8').catch(() => '');
  if (current !== text) {
    console.error('docs/policy.schema.json is out of date: run npm run policy:schema');
    process.exitCode = 1;
  }
} else {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
