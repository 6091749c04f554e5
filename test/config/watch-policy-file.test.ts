import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PolicyLoading } from '../../src/config/policy-file.ts';
import { type PolicyWatch, watchPolicyFile } from '../../src/config/watch-policy-file.ts';

let directory: string;
let path: string;
let watching: PolicyWatch | null = null;
let heard: PolicyLoading[];
let wake: () => void;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'huiyin-watch-'));
  path = join(directory, 'policy.yaml');
  heard = [];
  wake = () => {};
});
afterEach(async () => {
  watching?.close();
  watching = null;
  await rm(directory, { recursive: true });
});

async function startWatching(): Promise<void> {
  const onChange = (loading: PolicyLoading) => {
    heard.push(loading);
    wake();
  };
  watching = await watchPolicyFile({ path, explicit: false }, onChange, { settleMs: 20 });
}

/** The report with this number, from 1. */
async function report(number: number): Promise<PolicyLoading | undefined> {
  while (heard.length < number) await new Promise<void>((resolve) => (wake = resolve));
  return heard[number - 1];
}

const localeOf = (loading: PolicyLoading | undefined) => (loading?.ok ? loading.loaded.policy.locale : loading);

it('reports a change in place, a replacement by renaming, a bad file, a lost one and its return', async () => {
  await writeFile(path, 'locale: zh-CN');
  await startWatching();

  await writeFile(path, 'locale: en');
  expect(localeOf(await report(1))).toBe('en');

  await writeFile(join(directory, '.policy.tmp'), 'locale: zh-CN');
  await rename(join(directory, '.policy.tmp'), path);
  expect(localeOf(await report(2))).toBe('zh-CN');

  await writeFile(path, 'locale: fr');
  expect(await report(3)).toMatchObject({ ok: false, faults: [{ problem: { key: 'not-one-of' } }] });

  await rm(path);
  expect(await report(4)).toMatchObject({ ok: false, faults: [{ problem: { key: 'file-missing' } }] });

  await writeFile(path, 'locale: en');
  expect(localeOf(await report(5))).toBe('en');
  expect(heard).toHaveLength(5);
});

it('takes a file that appears, and is not disturbed by others or by the same content', async () => {
  await startWatching();
  await writeFile(path, 'locale: en');
  expect(localeOf(await report(1))).toBe('en');

  // Another watch on the same directory tells when the events of both files have been looked at.
  const otherPath = join(directory, 'other.yaml');
  let looked = () => {};
  const lookedAt = new Promise<void>((resolve) => (looked = resolve));
  const other = await watchPolicyFile({ path: otherPath, explicit: false }, () => looked(), { settleMs: 60 });
  await writeFile(path, 'locale: en');
  await writeFile(otherPath, 'locale: fr');
  await lookedAt;
  other.close();

  await writeFile(path, 'locale: zh-CN');
  expect(localeOf(await report(2))).toBe('zh-CN');
  expect(heard).toHaveLength(2);
});
