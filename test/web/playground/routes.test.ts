import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/chat/inbound.ts';
import type { PlaygroundPages } from '../../../src/web/playground/deps.ts';
import { playgroundRoutes } from '../../../src/web/playground/routes.ts';
import { createScriptedPlayground, type ScriptedPlayground, START } from '../../support/scripted-playground.ts';

const HOST = 'playground.test';
const OURS = { origin: `http://${HOST}`, host: HOST, 'content-type': 'application/json' };

let scripted: ScriptedPlayground;
let app: Hono;

beforeEach(async () => {
  scripted = await createScriptedPlayground();
  app = playgroundRoutes(scripted.pages);
});
afterEach(() => scripted.stop());

function post(path: string, body: unknown, headers: Record<string, string> = OURS) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return app.request(path, { method: 'POST', headers, body: text });
}

function deed(what: object, more: object = {}) {
  return { id: randomUUID(), as: 'lin', where: 'support', locale: 'zh-CN', what, ...more };
}

describe('the page', () => {
  it('is shown in the language asked for, chosen before, of the browser, or of the policy', async () => {
    const lang = async (path: string, headers: Record<string, string>) =>
      (await (await app.request(path, { headers })).text()).match(/<html lang="([^"]+)"/)?.[1];
    expect(await lang('/?lang=en', { 'accept-language': 'zh-CN' })).toBe('en');
    expect(await lang('/', { cookie: 'huiyin-playground-locale=en', 'accept-language': 'zh-CN' })).toBe('en');
    expect(await lang('/', { 'accept-language': 'fr-FR, en-GB;q=0.8' })).toBe('en');
    expect(await lang('/', { 'accept-language': 'zh-TW' })).toBe('zh-CN');
    expect(await lang('/', {})).toBe('zh-CN');
  });

  it('lets nothing run but scripts of its own', async () => {
    const response = await app.request('/');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const markup = await response.text();
    expect(markup).not.toMatch(/ on[a-z]+=|style="|https?:\/\//);
    expect(markup.match(/<script[^>]*>/g)).toEqual([
      '<script type="application/json" id="page-data">',
      '<script type="module" src="/playground/assets/main.js">',
    ]);
  });

  it.each([
    ['127.0.0.1:3000', 200],
    ['[::1]:3000', 200],
    ['localhost:3000', 200],
    ['playground.test', 200],
    ['rebound.evil.test:3000', 421],
    ['not a host', 421],
  ])('answers under its own names only: %s', async (host, status) => {
    expect((await app.request('/', { headers: { host } })).status).toBe(status);
    expect((await app.request('/playground/assets/main.js', { headers: { host } })).status).toBe(status);
  });

  it('cannot be broken by a name in its data', async () => {
    const people = [{ id: 'x', name: '</script><b>', role: 'agent' as const, team: null, locale: null }];
    const markup = await (await playgroundRoutes({ ...scripted.pages, people: () => people }).request('/')).text();
    expect(markup).not.toContain('</script><b>');
    expect(markup).toContain('\\u003c/script>');
  });

  it('serves its files by name only, and again only when they changed', async () => {
    const script = await app.request('/playground/assets/main.js');
    expect(script.headers.get('content-type')).toContain('text/javascript');
    const etag = script.headers.get('etag') ?? '';
    const again = await app.request('/playground/assets/main.js', { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    for (const name of ['nothing.js', 'tsconfig.json', '..%2Froutes.ts']) {
      expect((await app.request(`/playground/assets/${name}`)).status).toBe(404);
    }
  });
});

describe('posts', () => {
  const paths = ['/playground/deeds', '/playground/clock', '/playground/locale'];

  it.each(paths)('%s takes nothing from another origin or another kind of form', async (path) => {
    const { origin: _, ...without } = OURS;
    expect((await post(path, {}, without)).status).toBe(403);
    expect((await post(path, {}, { ...OURS, origin: 'http://evil.test' })).status).toBe(403);
    expect((await post(path, {}, { ...OURS, origin: 'null' })).status).toBe(403);
    expect((await post(path, {}, { ...OURS, 'content-type': 'text/plain' })).status).toBe(415);
    expect(scripted.inbound).toEqual([]);
  });

  it.each(paths)('%s explains what it does not understand', async (path) => {
    const broken = await post(path, '{"a":');
    expect(broken.status).toBe(400);
    expect(await broken.json()).toEqual({ error: 'The body is not valid JSON.' });
    expect((await post(path, { unknown: true })).status).toBe(400);
    expect((await post(path, 'null')).status).toBe(400);
  });

  it('refuses a body larger than any text', async () => {
    const response = await post('/playground/deeds', deed({ type: 'text', text: 'x'.repeat(600_000) }));
    expect(response.status).toBe(413);
  });

  it.each([
    ['no-such-person', { as: 'nobody' }],
    ['no-such-conversation', { where: 'nowhere' }],
    ['no-such-conversation', { where: '@nobody' }],
  ])('refuses with %s', async (error, more) => {
    const response = await post('/playground/deeds', deed({ type: 'text', text: '/ticket x' }, more));
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error });
    expect(scripted.inbound).toEqual([]);
  });
});

describe('deeds', () => {
  const send = async (what: object, more: object = {}) => (await post('/playground/deeds', deed(what, more))).json();

  it('hands a typed command to the dispatcher and answers privately', async () => {
    const id = randomUUID();
    const answer = await send({ type: 'text', text: '/工单 打印机卡纸' }, { id, where: '@lin' });
    expect(answer).toMatchObject({ kind: 'card', later: false, html: expect.stringContaining('已创建') });
    expect(scripted.inbound).toEqual([
      {
        dedupeKey: `pg:${id}`,
        who: { platform: 'playground', workspace: 'demo', id: 'lin', name: '林小雨', locale: 'zh-CN' },
        where: { platform: 'playground', workspace: 'demo', id: '@lin' },
        what: { type: 'command', name: 'ticket', text: '打印机卡纸' },
      },
    ]);
  });

  it('explains a command that does not exist without asking the dispatcher', async () => {
    expect(await send({ type: 'text', text: '/tikcet x' })).toMatchObject({
      html: expect.stringContaining('没有 /tikcet 这个命令'),
    });
    expect(scripted.inbound).toEqual([]);
  });

  it('shows plain text to everybody, once, and nothing for blanks', async () => {
    const id = randomUUID();
    await send({ type: 'text', text: '大家好' }, { id });
    expect(await send({ type: 'text', text: '大家好' }, { id })).toEqual({ kind: 'said', later: false });
    expect(await send({ type: 'text', text: ' \n ' })).toEqual({ kind: 'nothing', later: false });
    expect(scripted.playground.feed.entries().map(({ message }) => message.card.body)).toEqual(['大家好']);
  });

  it('opens a form, keeps it open on faults, and takes it', async () => {
    expect(await send({ type: 'text', text: '/ticket' })).toMatchObject({
      kind: 'form',
      html: expect.stringContaining('data-action="ticket.new"'),
    });
    const submit = (description: string) =>
      send({ type: 'form', action: 'ticket.new', context: '', values: { description } });
    expect(await submit('坏了')).toMatchObject({ kind: 'form-errors', errors: { description: expect.any(String) } });
    expect(await submit('打印机频繁卡纸')).toMatchObject({ kind: 'card' });
  });

  it('gives a message shortcut the whole message', async () => {
    await send({ type: 'text', text: '客户说打印机坏了' }, { as: 'chen' });
    const said = scripted.playground.feed.entries()[0]?.message.id ?? '';
    await send({ type: 'shortcut', name: 'ticket-from-message', message: said });
    expect(scripted.inbound[0]?.what).toEqual({
      type: 'shortcut',
      name: 'ticket-from-message',
      message: {
        channel: 'support',
        id: said,
        text: '客户说打印机坏了',
        authorId: 'chen',
        authorName: '陈静',
        link: `http://playground.test/?at=support#m-${said}`,
        at: START,
        thread: said,
      },
    });
    expect(await send({ type: 'shortcut', name: 'ticket-from-message', message: 'lost' })).toEqual({
      error: 'no-such-message',
    });
  });

  it('lets the rest of a slow answer be fetched', async () => {
    const later = Promise.withResolvers<Reply>();
    scripted.answerNext(async () => ({ reply: { kind: 'nothing' }, later: later.promise }));
    const id = randomUUID();
    expect(await send({ type: 'text', text: '/ticket x' }, { id })).toEqual({ kind: 'nothing', later: true });
    const rest = app.request(`/playground/answers/${id}`);
    later.resolve({ kind: 'card', card: { tone: 'good', title: 'Done at last', summary: 'Done' } });
    expect(await (await rest).json()).toMatchObject({ kind: 'card', html: expect.stringContaining('Done at last') });
    expect((await app.request(`/playground/answers/${randomUUID()}`)).status).toBe(404);
  });

  it('reports what breaks, and tells the page only the number of the report', async () => {
    scripted.answerNext(async () => {
      throw new Error('secret detail');
    });
    const response = await post('/playground/deeds', deed({ type: 'text', text: '/ticket x' }));
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect(scripted.errors).toHaveLength(1);
  });
});

describe('the clock', () => {
  it('moves and says how much was posted on the way', async () => {
    await post('/playground/deeds', deed({ type: 'text', text: '/ticket 打印机频繁卡纸' }));
    const moved = await (await post('/playground/clock', { step: '15m' })).json();
    // The warning and the breach, each with a line in the card's history.
    expect(moved).toEqual({ from: START, to: START + 900_000, ticks: 2, posted: 4 });
  });

  it('moves once at a time, and again after a failure', async () => {
    const gate = Promise.withResolvers<void>();
    const clock: PlaygroundPages['clock'] = {
      ...scripted.pages.clock,
      forward: async () => {
        await gate.promise;
        throw new Error('no');
      },
    };
    app = playgroundRoutes({ ...scripted.pages, clock });
    const first = post('/playground/clock', { step: '1m' });
    expect((await post('/playground/clock', { step: '1m' })).status).toBe(409);
    gate.resolve();
    expect((await first).status).toBe(500);
    expect((await post('/playground/clock', { step: '1m' })).status).toBe(500);
  });
});

describe('the language', () => {
  it('is remembered, and told to whoever renders cards', async () => {
    const told: string[] = [];
    app = playgroundRoutes({ ...scripted.pages, setLocale: async (locale) => void told.push(locale) });
    const response = await post('/playground/locale', { locale: 'en' });
    expect(response.headers.get('set-cookie')).toContain('huiyin-playground-locale=en');
    expect(told).toEqual(['en']);
    expect((await post('/playground/locale', { locale: 'fr' })).status).toBe(400);
  });
});
