import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type ServedPlayground, serveScriptedPlayground } from '../support/scripted-playground.ts';
import { launchChromium, PAGE_PATIENCE_MS } from './launch-chromium.ts';

/** The pages over a scripted dispatcher: what only a browser can show. */
let browser: Browser;
let scripted: ServedPlayground;
let page: Page;
let faults: string[];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});
beforeEach(async () => {
  scripted = await serveScriptedPlayground();
});
afterEach(async () => {
  await page.close();
  await scripted.close();
});

async function visit(options: Parameters<Browser['newPage']>[0] = {}): Promise<void> {
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN', ...options });
  page.setDefaultTimeout(PAGE_PATIENCE_MS);
  faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
  await page.goto(scripted.url);
  await page.waitForSelector('body[data-ready]');
}

async function type(text: string): Promise<void> {
  await page.fill('#composer-text', text);
  await page.keyboard.press('Enter');
}

const card = (title: string, body = '') => ({ tone: 'info', title, summary: title, body }) as const;

it('shows markup that people typed as the letters it is', async () => {
  await visit();
  const evil = '<img src=x onerror="document.title=1"><script>document.title=2</script> <!channel> *b* `c` \u202Ertl';
  await type(evil);
  await page.waitForSelector('.said');
  expect(await page.textContent('.said')).toBe(evil);
  await type(`/ticket ${evil}`);
  await page.waitForSelector('.private .typed');
  expect(await page.textContent('.typed code')).toBe(`/ticket ${evil}`);
  await page.waitForSelector('.card-body');
  expect(await page.textContent('.card-body')).toBe(evil);
  expect(await page.locator('#messages img').count()).toBe(0);
  expect(await page.title()).toContain('演练场');
  expect(faults).toEqual([]);
});

it('changes a card in its place and leaves the unfolded history and the focus as they are', async () => {
  await visit();
  await type('/ticket 打印机频繁卡纸');
  await page.click('#clock-steps [data-step="15m"]');
  await page.locator('.thread summary').first().click();
  expect(await page.locator('.thread .message').count()).toBe(2);
  await page.locator('[data-action="ticket.take"]').first().click();
  await page.waitForSelector('.changed .card.tone-good');
  await page.locator('.thread[open] .message').nth(2).waitFor();
  expect(await page.locator('.entry .card-title', { hasText: '处理中 · 林小雨' }).count()).toBe(1);
  expect(await page.locator('.updated').count()).toBe(1);
  expect(faults).toEqual([]);
});

it('says where messages came, and opens a direct message as the person who got it', async () => {
  await visit();
  await type('/ticket 打印机频繁卡纸');
  await page.click('#clock-steps [data-step="15m"]');
  await page.click('#clock-steps [data-step="1h"]');
  await page.locator('.news-line', { hasText: '途中有 4 条新消息' }).waitFor();
  expect(await page.locator('.chip').allTextContents()).toEqual([
    '林小雨收到一条私信',
    '陈静收到一条私信',
    '王磊收到一条私信',
  ]);
  expect(await page.title()).toMatch(/^\(3\) /);
  await page.locator('.chip', { hasText: '王磊' }).click();
  expect(await page.textContent('#place-name')).toBe('王磊的私信');
  expect(await page.isChecked('#speakers input[value=wang]')).toBe(true);
  expect(await page.textContent('.message .card-title')).toContain('升级到经理');
  expect(await page.locator('.chip').count()).toBe(2);
});

it('keeps private replies to the person who got them, also over a reload', async () => {
  await visit();
  await type('/ticket 打印机频繁卡纸');
  await page.waitForSelector('.private');
  expect(await page.textContent('.private-head')).toContain('仅你可见');
  await page.check('#speakers input[value=chen]', { force: true });
  await page.waitForSelector('.private', { state: 'detached' });
  await page.reload();
  await page.waitForSelector('body[data-ready]');
  await page.check('#speakers input[value=lin]', { force: true });
  await page.waitForSelector('.private');
  await page.click('.private [data-dismiss]');
  expect(await page.locator('.private').count()).toBe(0);
});

it('completes commands, verbs and numbers by keyboard', async () => {
  await scripted.post('support', card('C202611007 · 待处理'));
  await visit();
  const value = () => page.inputValue('#composer-text');
  await page.locator('#composer-text').pressSequentially('/工');
  await page.keyboard.press('Tab');
  expect(await value()).toBe('/工单 ');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await value()).toBe('/工单 认领 ');
  await page.keyboard.press('Tab');
  expect(await value()).toBe('/工单 认领 C202611007 ');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#composer-text:placeholder-shown');
  expect(scripted.inbound.at(-1)?.what).toEqual({ type: 'command', name: 'ticket', text: '认领 C202611007 ' });
});

it('keeps what was typed into a form beside the faults, and closes it when it is taken', async () => {
  await visit();
  await type('/ticket');
  await page.fill('#field-description', '坏了');
  await page.fill('#field-customer', '云帆 "科技"');
  await page.click('#form-dialog [type=submit]');
  await page.waitForSelector('#field-description[aria-invalid=true]');
  expect(await page.textContent('#field-description-error')).toBe('请写清楚：什么、何时、影响谁');
  expect(await page.inputValue('#field-customer')).toBe('云帆 "科技"');
  await page.fill('#field-description', '打印机频繁卡纸');
  await page.click('#form-dialog [type=submit]');
  await page.waitForSelector('#form-dialog', { state: 'hidden' });
  await page.waitForSelector('.private');
  const ids = scripted.inbound.map(({ dedupeKey }) => dedupeKey);
  // Opening, the faulty form and the mended one are three deeds: the mended one must not get the old answer.
  expect(new Set(ids).size).toBe(3);
});

it('repeats a deed whose answer was lost under the same id', async () => {
  await visit();
  await page.route('**/playground/deeds', async (route) => {
    await route.fetch();
    await route.abort();
    await page.unroute('**/playground/deeds');
  });
  await type('/ticket 打印机频繁卡纸');
  await page.locator('#composer-note', { hasText: '没有送达' }).waitFor();
  expect(await page.inputValue('#composer-text')).toBe('/ticket 打印机频繁卡纸');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.private');
  expect(scripted.inbound).toHaveLength(2);
  expect(scripted.inbound[0]?.dedupeKey).toBe(scripted.inbound[1]?.dedupeKey);
});

it('uses a shortcut on a message that somebody wrote', async () => {
  await visit();
  await type('客户说二楼的打印机坏了');
  await page.hover('.message.from-person');
  await page.click('.message.from-person [data-menu]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#form-dialog[open]');
  expect(await page.inputValue('#field-description')).toBe('客户说二楼的打印机坏了');
});

it('comes back by itself when the server starts anew', async () => {
  await scripted.post('support', card('before'));
  await visit();
  await page.locator('.card-title', { hasText: 'before' }).waitFor();
  const port = Number(new URL(scripted.url).port);
  await scripted.close();
  await page.waitForSelector('body.offline');
  scripted = await serveScriptedPlayground(port);
  await scripted.post('support', card('after'));
  await page.locator('.card-title', { hasText: 'after' }).waitFor({ timeout: PAGE_PATIENCE_MS });
  expect(await page.locator('.card-title').count()).toBe(1);
});

it.each([
  ['zh-CN', '发送', 'light'],
  ['en', 'Send', 'dark'],
] as const)('fits a narrow screen in %s, with the conversations in a drawer', async (locale, send, colorScheme) => {
  await visit({ viewport: { width: 390, height: 844 }, locale, colorScheme });
  expect(await page.textContent('#send')).toBe(send);
  await scripted.post('support', card('x'.repeat(300), 'y'.repeat(500)));
  await page.waitForSelector('.message');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  expect(await page.isVisible('#sidebar')).toBe(false);
  await page.click('#menu-button');
  await page.click('#sidebar [data-conversation="@chen"]');
  expect(await page.textContent('#place-name')).toContain('陈静');
  await page.waitForSelector('#sidebar', { state: 'hidden' });
});

it('changes the language and stays where it was', async () => {
  await visit();
  await page.click('[data-conversation="@chen"]');
  await page.fill('#composer-text', '半句话');
  await page.click('[data-locale=en]');
  await page.waitForSelector('html[lang=en] body[data-ready]');
  expect(await page.textContent('#place-name')).toBe('Direct messages to 陈静');
  expect(await page.inputValue('#composer-text')).toBe('半句话');
});
