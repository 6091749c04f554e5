import { z } from 'zod';
import type { Log } from './log.ts';
import { isLockedOut } from './outcome.ts';
import { type CallSlack, failureOf } from './web-api.ts';

const info = z.object({
  file: z.object({
    name: z.string().catch(''),
    size: z.number().nonnegative().catch(0),
    mode: z.string().catch(''),
    url_private_download: z.string().optional(),
  }),
});

/**
 * A file by its id (docs.slack.dev, files.info): its address takes the bot's token, which must reach nobody but Slack.
 * `gone` also for what the bot may not see: Slack then leads to a page for people instead.
 */
export async function fetchSlackFile(
  deps: {
    readonly call: CallSlack;
    readonly botToken: string;
    readonly apiUrl: string | undefined;
    readonly log: Log;
  },
  id: string,
  mostBytes: number,
  signal: AbortSignal,
): Promise<{ readonly name: string; readonly content: Uint8Array } | 'gone' | 'too-large'> {
  let said: unknown;
  try {
    said = await deps.call('files.info', { file: id }, { signal });
  } catch (error) {
    const failure = failureOf(error);
    // Installed before tables could be imported, the app lacks the scope.
    if (isLockedOut(failure))
      deps.log.error({ failure }, 'Slack hands over no files: the app needs the scope files:read');
    if (failure.kind === 'refused') return 'gone';
    throw error;
  }
  const read = info.safeParse(said);
  const url = read.data?.file.url_private_download;
  if (!read.success || url === undefined || !isSlacks(url, deps.apiUrl)) return 'gone';
  const { name, size, mode } = read.data.file;
  if (mode === 'tombstone' || mode === 'hidden_by_limit') return 'gone';
  if (size > mostBytes) return 'too-large';
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${deps.botToken}` },
    redirect: 'manual',
    signal,
  });
  const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
  if (response.status !== 200 || isPage || response.body === null) {
    await response.body?.cancel();
    return 'gone';
  }
  const content = await readAtMost(response.body, mostBytes);
  return content === null ? 'too-large' : { name, content };
}

/** Slack's own hosts, or the stand-in that was configured instead of them. */
function isSlacks(url: string, apiUrl: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, origin } = new URL(url);
  if (apiUrl !== undefined && origin === new URL(apiUrl).origin) return true;
  return protocol === 'https:' && /(^|\.)slack\.com$/.test(hostname);
}

/** `null` when there is more: what was announced may be less than what comes. */
async function readAtMost(body: ReadableStream<Uint8Array>, mostBytes: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.byteLength;
    if (size > mostBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
