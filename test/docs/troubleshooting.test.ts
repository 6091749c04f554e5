import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { collectErrorNames, collectLogMessages, readSource } from './log-messages.ts';

const DOC = readFileSync(path.join(import.meta.dirname, '../../docs/troubleshooting.md'), 'utf8');
/** First cells of the tables. */
const NAMED = [...DOC.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = '']) => name);

/** Messages that come as a parameter, by who hands them over. */
const HANDED_OVER = [
  ['main.ts', 'an error that nobody caught'],
  ['app/launch.ts', 'the database is lost'],
  ['app/life.ts', 'ending failed'],
  ['web/forms/links.ts', 'the answer to a form could not be told'],
] as const;

const FAULT_KEYS = [
  ...(readSource('i18n/config.ts')
    .split('const zh: Texts')[0]
    ?.matchAll(/^ {2}'([a-z0-9-]+)': \(/gm) ?? []),
].map(([, key = '']) => key);

test('every warning and error of the log has its line, and no line speaks of what nobody says any more', () => {
  const { messages, unnamed } = collectLogMessages();
  expect(messages.length).toBeGreaterThan(90);
  for (const [file, message] of HANDED_OVER) expect(readSource(file), file).toContain(`'${message}'`);
  const said = [...messages.map(({ message }) => message), ...HANDED_OVER.map(([, message]) => message)];
  const missing = messages.filter(({ message }) => !NAMED.includes(message));
  expect(missing, 'say in docs/troubleshooting.md what this means and what to do').toEqual([]);
  const known = new Set<string>([...said, ...collectErrorNames(), ...FAULT_KEYS]);
  expect(NAMED.filter((name) => !known.has(name))).toEqual([]);
  // Words of a library, of an embedded server, or handed over as above: none is added unseen.
  expect(unnamed.map((one) => one.split(':')[0])).toEqual([
    'app/launch.ts',
    'app/launch.ts',
    'app/wire-forms.ts',
    'chat/slack/log.ts',
    'chat/slack/log.ts',
  ]);
});

test('every error of ours and every kind of fault has its line', () => {
  const errors = collectErrorNames();
  expect(errors.length).toBeGreaterThan(20);
  expect(errors.filter((name) => !NAMED.includes(name))).toEqual([]);
  expect(FAULT_KEYS.length).toBeGreaterThan(60);
  expect(FAULT_KEYS.filter((key) => !NAMED.includes(key))).toEqual([]);
});

test('each says what it means and what to do, once', () => {
  expect(new Set(NAMED).size).toBe(NAMED.length);
  for (const row of DOC.split('\n').filter((line) => line.startsWith('| `'))) {
    const cells = row.split(' | ').map((cell) => cell.replaceAll('|', '').trim());
    expect(
      cells.every((cell) => cell.length > 3),
      row,
    ).toBe(true);
  }
});
