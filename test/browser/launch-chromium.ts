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
  return chromium.launch({ executablePath, args });
}
