import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from './launch-chromium.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
});

it('draws different Chinese characters differently, so screenshots show words and not boxes', async () => {
  const page = await browser.newPage();
  const drawings: string[] = [];
  for (const character of ['回', '音', '\u{10FFFD}']) {
    await page.setContent(`<p id="sign" style="font: 48px sans-serif; width: 64px">${character}</p>`);
    drawings.push((await page.locator('#sign').screenshot()).toString('base64'));
  }
  expect(new Set(drawings).size).toBe(3);
  await page.close();
});
