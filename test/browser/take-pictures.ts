/**
 * Takes the pictures of the playground that the README shows: `node test/browser/take-pictures.ts [address]`. Without an
 * address it starts the product.
 */
import { mkdir } from 'node:fs/promises';
import { playgroundText } from '../../src/i18n/playground.ts';
import { launchChromium } from './launch-chromium.ts';
import { startProduct } from './start-product.ts';

const PICTURES = [
  { name: 'playground-zh', locale: 'zh-CN', width: 1280, height: 820, colorScheme: 'light' },
  { name: 'playground-en', locale: 'en', width: 1280, height: 820, colorScheme: 'dark' },
  { name: 'playground-phone', locale: 'zh-CN', width: 390, height: 844, colorScheme: 'light' },
] as const;

const folder = new URL('../../docs/images/', import.meta.url);
const address = process.argv[2];

await mkdir(folder, { recursive: true });
const browser = await launchChromium();
for (const { name, locale, width, height, colorScheme } of PICTURES) {
  // A product of its own for each picture: texts of one language must not stand in the other's.
  const product = address === undefined ? await startProduct() : { url: address, stop: async () => {} };
  const page = await browser.newPage({ viewport: { width, height }, locale, colorScheme, deviceScaleFactor: 1.5 });
  await page.goto(product.url);
  await page.waitForSelector('body[data-ready]');
  await page.fill('#composer-text', playgroundText(locale, 'guide1Command'));
  await page.click('#send');
  await page.locator('.private').waitFor();
  for (let move = 0; move < 2; move += 1) {
    await page.click('#clock-steps [data-step="15m"]');
    await page.waitForSelector('#clock-steps .busy', { state: 'detached' });
  }
  await page.locator('.chip').first().waitFor();
  await page.locator('.thread summary').first().waitFor();
  await page.mouse.move(width / 2, height - 20);
  await page.screenshot({ path: new URL(`${name}.png`, folder).pathname });
  await page.close();
  await product.stop();
}
await browser.close();
