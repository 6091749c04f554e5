/**
 * Takes the pictures of the playground that the README shows: `node test/browser/take-pictures.ts`. Everything in them
 * was done by the product itself: a ticket is created, nobody answers, and the clock moves on until the manager is told.
 */
import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { playgroundText } from '../../src/i18n/playground.ts';
import { launchChromium } from './launch-chromium.ts';
import { startProduct } from './start-product.ts';

const TEAM = 'after-sales';
const PICTURES = [
  { name: 'playground-zh', locale: 'zh-CN', width: 1280, height: 820, colorScheme: 'light', place: TEAM },
  { name: 'playground-en', locale: 'en', width: 1280, height: 820, colorScheme: 'dark', place: TEAM },
  { name: 'playground-phone', locale: 'zh-CN', width: 390, height: 844, colorScheme: 'light', place: '@chen' },
] as const;
const QUARTERS = 3;

const folder = new URL('../../docs/images/', import.meta.url);
await mkdir(folder, { recursive: true });
const browser = await launchChromium();
for (const { name, locale, width, height, colorScheme, place } of PICTURES) {
  // A product of its own for each picture: texts of one language must not stand in the other's.
  const product = await startProduct();
  const page = await browser.newPage({ viewport: { width, height }, locale, colorScheme, deviceScaleFactor: 1.25 });
  await page.goto(product.url);
  await page.waitForSelector('body[data-ready]');
  await page.fill('#composer-text', playgroundText(locale, 'guide1Command'));
  await page.click('#send');
  await page.locator('.private').waitFor();
  await page.click('#guide-hide');
  for (let quarter = 0; quarter < QUARTERS; quarter += 1) {
    await page.click('#clock-steps [data-step="15m"]');
    await page.waitForSelector('#clock-steps .busy', { state: 'detached' });
  }
  await goTo(page, place);
  await page.locator('.message .card').first().waitFor();
  await page.locator('#conversation').evaluate((conversation) => conversation.scrollTo(0, 0));
  await page.mouse.move(width / 2, height - 20);
  await page.screenshot({ path: new URL(`${name}.png`, folder).pathname, animations: 'disabled' });
  await page.close();
  await product.stop();
}
await browser.close();

async function goTo(page: Page, conversation: string): Promise<void> {
  if (await page.isVisible('#menu-button')) await page.click('#menu-button');
  await page.click(`#sidebar [data-conversation="${conversation}"]`);
}
