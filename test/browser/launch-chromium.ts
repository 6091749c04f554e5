import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Starts the machine's own Chromium; `CHROMIUM_PATH` names another one. Throws when there is none. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? PLACES.find((path) => existsSync(path));
  if (executablePath === undefined) {
    throw new Error('No Chromium found: install Debian\'s "chromium" and "fonts-noto-cjk", or set CHROMIUM_PATH.');
  }
  // Chromium refuses its sandbox to root, which is who runs in a container; the pages are our own.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : ['--disable-dev-shm-usage'];
  const browser = await chromium.launch({ executablePath, args, timeout: COLD_START_MS });
  await drawOnce(browser);
  return browser;
}

/** How long the first start on a machine may take, in milliseconds: a minute has been seen, nearly all of it reading fonts. */
const COLD_START_MS = 180_000;

/**
 * How long a page may take to answer, in milliseconds. Generous, because a busy machine is slow and not wrong; a story that
 * waits in vain still fails well inside its own limit.
 */
export const PAGE_PATIENCE_MS = 30_000;

/** A browser's first page on a new machine starts its processes and reads every font; no story should wait for that. */
async function drawOnce(browser: Browser): Promise<void> {
  const page = await browser.newPage();
  page.setDefaultTimeout(COLD_START_MS);
  await page.setContent('<p>回音 Huiyin</p>');
  await page.screenshot();
  await page.close();
}
