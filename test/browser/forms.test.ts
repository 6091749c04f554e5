import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Form } from '../../src/chat/form.ts';
import type { FormLinkStore, FoundForm } from '../../src/chat/form-link.ts';
import type { Inbound, Reply } from '../../src/chat/inbound.ts';
import type { Locale } from '../../src/domain/vocabulary.ts';
import { messagesOf } from '../../src/i18n/messages.ts';
import { createFormLinks } from '../../src/web/forms/links.ts';
import { formRoutes } from '../../src/web/forms/routes.ts';
import { launchChromium, PAGE_PATIENCE_MS } from './launch-chromium.ts';

/** A form on a telephone, 360 px wide, as somebody fills it in behind a link. */
let browser: Browser;
let page: Page;
let forms: Served;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});
beforeEach(async () => {
  forms = await serveForms();
});
afterEach(async () => {
  await page.close();
  await forms.close();
});

const VIEWPORT = { width: 360, height: 740 };

for (const locale of ['zh-CN', 'en'] as const) {
  it(`is filled in, corrected and sent by thumb: ${locale}`, async () => {
    await visit(await forms.link(locale), locale);
    expect(await fitsWidth()).toBe(true);
    await picture(`form-${locale}`);
    const texts = messagesOf(locale).webForm;

    await page.fill('textarea', '');
    await page.click('button');
    expect(await page.textContent('#field-description-error')).toBe(texts.missing);
    expect(await fitsWidth()).toBe(true);

    const story = `${'打印机频繁卡纸，客户很着急。'.repeat(6)}https://very-long-address.example/${'a'.repeat(120)}`;
    await page.fill('textarea', story);
    await page.fill('input[name="customer"]', '云帆科技');
    await page.selectOption('select', 'urgent');
    forms.replies.push({
      kind: 'form-errors',
      errors: { customer: '?', '': messagesOf(locale).reply.vague({ questions: [] }) },
    });
    await page.click('button');
    expect(await page.inputValue('textarea')).toBe(story);
    expect(await page.inputValue('select')).toBe('urgent');
    expect(await fitsWidth()).toBe(true);
    await picture(`errors-${locale}`);

    await page.click('button');
    expect(await page.textContent('h1')).toBe('C202611001');
    expect(await fitsWidth()).toBe(true);
    await picture(`done-${locale}`);
    expect(forms.inbounds.at(-1)?.what).toMatchObject({ values: { description: story, urgency: 'urgent' } });

    await page.goto(page.url());
    expect(await page.textContent('h1')).toBe(texts.used);
    await picture(`used-${locale}`);
  });
}

it('can be touched: nothing is lower than a fingertip, and no field makes the page zoom', async () => {
  await visit(await forms.link('zh-CN'), 'zh-CN');
  const controls = await page.locator('input, select, textarea, button').all();
  expect(controls).toHaveLength(5);
  for (const control of controls) {
    expect((await control.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    const font = await control.evaluate((one) =>
      String(Reflect.get(one, 'ownerDocument').defaultView.getComputedStyle(one).fontSize),
    );
    expect(Number.parseFloat(font)).toBeGreaterThanOrEqual(16);
  }
});

it('tells nobody its address, and lets no script run', async () => {
  const link = await forms.link('zh-CN');
  await visit(link, 'zh-CN');
  await page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<a id="out" href="/elsewhere">x</a>')`);
  const [request] = await Promise.all([page.waitForRequest(/elsewhere/), page.click('#out')]);
  expect(request.headers()['referer']).toBeUndefined();
  expect((await request.response())?.status()).toBe(404);
});

it('reads as well in the dark', async () => {
  await visit(await forms.link('zh-CN'), 'zh-CN', 'dark');
  await picture('form-dark');
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).not.toBe('rgb(243, 241, 236)');
});

async function visit(link: string, locale: Locale, colorScheme: 'light' | 'dark' = 'light'): Promise<void> {
  page = await browser.newPage({ viewport: VIEWPORT, locale, colorScheme, isMobile: true, hasTouch: true });
  page.setDefaultTimeout(PAGE_PATIENCE_MS);
  const response = await page.goto(link);
  expect(response?.status()).toBe(200);
}

/** Nothing sticks out at the side. */
function fitsWidth(): Promise<boolean> {
  return page.evaluate<boolean>('document.documentElement.scrollWidth <= window.innerWidth');
}

/** Only where somebody wants to look: `PICTURES` names a folder. */
async function picture(name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

interface Served {
  readonly inbounds: Inbound[];
  /** Answers to give first; afterwards every form is done. */
  readonly replies: Reply[];
  link(locale: Locale): Promise<string>;
  close(): Promise<void>;
}

async function serveForms(): Promise<Served> {
  const inbounds: Inbound[] = [];
  const replies: Reply[] = [];
  let baseUrl = '';
  const done: Reply = { kind: 'card', card: { tone: 'good', title: 'C202611001', summary: '', lines: ['✓'] } };
  const links = createFormLinks({
    store: memoryStore(),
    dispatch: async (inbound) => {
      inbounds.push(inbound);
      return { reply: replies.shift() ?? done, later: null };
    },
    baseUrl: () => baseUrl,
    deliverPrivately: async () => undefined,
    onError: (error) => expect.unreachable(String(error)),
  });
  const routes = formRoutes({
    links,
    baseUrl: () => baseUrl,
    locale: () => 'zh-CN',
    onError: (_, error) => expect.unreachable(String(error)),
  });
  const server = serve({ fetch: routes.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise<void>((resolve) => server.once('listening', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    inbounds,
    replies,
    link: async (locale) => {
      const { url } = await links.linkFor(
        { platform: 'wecom', workspace: 'ww1', id: 'zhou', name: '周敏', locale },
        { platform: 'wecom', workspace: 'ww1', id: '@zhou' },
        formIn(locale),
        locale,
      );
      return url;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function memoryStore(): FormLinkStore {
  const byHash = new Map<string, FoundForm>();
  return {
    keep: async (hash, linked) => {
      byHash.set(hash, { ...linked, state: 'open', refusals: 0 });
    },
    find: async (hash) => byHash.get(hash) ?? { state: 'unknown' },
    use: async (hash) => {
      const found = byHash.get(hash);
      if (found?.state !== 'open') return false;
      byHash.set(hash, { state: 'used', locale: found.locale });
      return true;
    },
    refuse: async () => undefined,
  };
}

/** The form of a new ticket, in the words of the catalogue. */
function formIn(locale: Locale): Form {
  const { ticket, view } = messagesOf(locale);
  const { form } = view;
  return {
    action: 'ticket.new',
    context: '{}',
    title: form.newTitle,
    submit: form.newSubmit,
    cancel: form.cancel,
    fields: [
      {
        kind: 'text',
        name: 'description',
        label: form.description,
        hint: form.descriptionHint,
        placeholder: form.descriptionExample,
        multiline: true,
        maxLength: 3_000,
      },
      { kind: 'text', name: 'customer', label: form.customer, optional: true, maxLength: 300 },
      {
        kind: 'choice',
        name: 'urgency',
        label: form.urgency,
        optional: true,
        choices: [
          { value: 'guess', label: form.guess },
          { value: 'urgent', label: ticket.urgency('urgent') },
        ],
        initial: 'guess',
      },
      { kind: 'text', name: 'time', label: form.spokenAt, hint: form.spokenAtHint, optional: true, maxLength: 50 },
    ],
  };
}
