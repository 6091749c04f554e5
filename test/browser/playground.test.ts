import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium, PAGE_PATIENCE_MS } from './launch-chromium.ts';
import { type RunningProduct, startProduct } from './start-product.ts';

/** A newcomer's first minutes with the product itself, in both languages and on two kinds of screen. */
let product: RunningProduct;
let browser: Browser;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const EVIL = '<img src=x onerror="document.title=\'broken\'"><b>&amp;';

interface Visit {
  readonly locale: 'zh-CN' | 'en';
  readonly width: number;
  readonly lead: RegExp;
  readonly description: string;
}

const VISITS: readonly Visit[] = [
  { locale: 'zh-CN', width: 1280, lead: /组长/, description: `打印机频繁卡纸，从今天早上起，影响二楼所有人 ${EVIL}` },
  {
    locale: 'en',
    width: 390,
    lead: /lead/i,
    description: `The printer has jammed again and again since this morning, the whole second floor is affected ${EVIL}`,
  },
];

it.each(VISITS)(
  'from the form to the lead’s answer: $locale at $width px',
  async ({ locale, width, lead, description }) => {
    const page = await browser.newPage({ viewport: { width, height: 850 }, locale });
    page.setDefaultTimeout(PAGE_PATIENCE_MS);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
    await page.goto(product.url);
    await page.waitForSelector('body[data-ready]');

    const number = await createByForm(page, description);
    const place = await findChannelOf(page, number);
    const card = page.locator('.entry:not(.private)', { hasText: number }).first().locator('.card').first();
    expect(await card.locator('.card-body').textContent()).toContain(EVIL);

    const direct = await moveClockUntilCalled(page, lead);
    const before = await card.textContent();
    await goTo(page, direct);
    expect(await page.textContent('#place-name')).toMatch(/私信|Direct messages/);
    await page.locator('.message', { hasText: number }).last().locator('[data-action="ticket.ack"]').click();
    await page.waitForSelector('.message [data-action][aria-busy=true]', { state: 'detached' });

    await goTo(page, place);
    await expect.poll(() => card.textContent(), { timeout: PAGE_PATIENCE_MS }).not.toBe(before);

    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(await page.title()).not.toContain('broken');
    expect(faults).toEqual([]);
    await page.close();
  },
);

it('completes, explains and refuses in the reader’s language', async () => {
  const page = await browser.newPage({ locale: 'en' });
  page.setDefaultTimeout(PAGE_PATIENCE_MS);
  await page.goto(product.url);
  await page.waitForSelector('body[data-ready]');
  await page.locator('#composer-text').pressSequentially('/ticket ta');
  await page.keyboard.press('Tab');
  expect(await page.inputValue('#composer-text')).toBe('/ticket take ');
  await page.fill('#composer-text', '/ticket take C202001001');
  await page.keyboard.press('Enter');
  const refusal = page.locator('.private').last();
  await refusal.waitFor();
  expect(await refusal.textContent()).toContain('C202001001');
  // Up to the tickets that were perhaps meant: those are told in the words of whoever wrote them.
  const [ours] = (await refusal.locator('.private-body').textContent())?.split(/C20(?!2001)\d+/) ?? [];
  expect(ours).toContain('Did you mean');
  expect(ours).not.toMatch(/\p{Script=Han}/u);
  await page.close();
});

it('speaks another language when it is switched: the page, the names and the cards that stand in the channels', async () => {
  const page = await browser.newPage({ locale: 'zh-CN' });
  page.setDefaultTimeout(PAGE_PATIENCE_MS);
  await page.goto(product.url);
  await page.waitForSelector('body[data-ready]');
  const number = await createByForm(page, '会议室的投影仪没有信号，从昨天下午起，8 个人开不了会');
  const place = await findChannelOf(page, number);
  const card = page.locator('.entry:not(.private)', { hasText: number }).first().locator('.card').first();
  for (const [locale, channel, words, button] of [
    ['en', 'After-sales', /First contact: by/, 'Take'],
    ['zh-CN', '售后部', /首次响应：.+ 前/, '认领'],
  ] as const) {
    await page.click(`[data-locale="${locale}"]`);
    await page.locator(`html[lang="${locale}"] body[data-ready]`).waitFor();
    expect(await page.textContent(`#sidebar [data-conversation="${place}"]`)).toContain(channel);
    await expect.poll(() => card.textContent(), { timeout: PAGE_PATIENCE_MS }).toMatch(words);
    expect(await card.locator('[data-action="ticket.take"]').textContent()).toBe(button);
    expect(await card.textContent()).toContain('会议室的投影仪没有信号');
  }
  await page.close();
});

/** Opens the form from the guide, fills it in and returns the new ticket's number. */
async function createByForm(page: Page, description: string): Promise<string> {
  await page.click('#guide [data-run]');
  await page.waitForSelector('#form-dialog[open]');
  await page.locator('#form-dialog textarea').first().fill(description);
  const urgency = page.locator('#form-dialog select:has(option[value=urgent])');
  await urgency.selectOption('urgent');
  await page.click('#form-dialog [type=submit]');
  await page.waitForSelector('#form-dialog', { state: 'hidden' });
  const reply = page.locator('.private').last();
  await reply.waitFor();
  const number = /C\d{9,12}/.exec((await reply.textContent()) ?? '')?.[0];
  if (number === undefined) throw new Error(`no ticket number in the reply: ${await reply.textContent()}`);
  return number;
}

/** Opens the team channel in which the ticket's card stands. */
async function findChannelOf(page: Page, number: string): Promise<string> {
  const channels = await page
    .locator('#sidebar [data-conversation]:not([data-conversation^="@"])')
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-conversation') ?? ''));
  const card = page.locator('.entry:not(.private)', { hasText: number });
  // The card may still be on its way: what is unread says where it came.
  await page.locator('.chip').or(card).first().waitFor();
  for (const channel of channels) {
    await goTo(page, channel);
    if ((await card.count()) > 0) return channel;
  }
  throw new Error(`${number} stands in no channel`);
}

/** Moves on by quarters of an hour until somebody whose post matches has a direct message; returns the conversation. */
async function moveClockUntilCalled(page: Page, post: RegExp): Promise<string> {
  for (let step = 0; step < 8; step += 1) {
    await page.click('#clock-steps [data-step="15m"]');
    await page.waitForSelector('#clock-steps .busy', { state: 'detached' });
    const called = page.locator('#sidebar [data-conversation^="@"]', { hasText: post }).locator('.badge:not([hidden])');
    if ((await called.count()) === 0) continue;
    return (await called.first().locator('xpath=ancestor::button').getAttribute('data-conversation')) ?? '';
  }
  throw new Error('nobody was called');
}

async function goTo(page: Page, conversation: string): Promise<void> {
  // The drawer of the last visit may still be sliding out of sight: what counts is whether there is a drawer at all.
  if (await page.isVisible('#menu-button')) await page.click('#menu-button');
  await page.click(`#sidebar [data-conversation="${conversation}"]`);
}
