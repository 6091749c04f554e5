import { z } from 'zod';
import { type Failure, failureOfCode } from '../app/errcodes.ts';
import { connectionFailure } from '../app/web-api.ts';

const answer = z.looseObject({ errcode: z.number(), errmsg: z.string().optional() });

/** The group took its robot away, or the key was never one. */
const NO_SUCH_WEBHOOK = 93_000;

/**
 * Writes markdown to the group of a webhook (D/91770). `null` when it was taken. Never throws, and nothing it returns
 * holds the key: errors of `fetch` can carry the address, so only their codes are passed on.
 */
export async function callWebhook(
  apiUrl: string,
  key: string,
  content: string,
  signal: AbortSignal,
): Promise<Failure | null> {
  if (signal.aborted) return { kind: 'unreached', reason: 'aborted' };
  const url = new URL(`${apiUrl}/cgi-bin/webhook/send`);
  url.searchParams.set('key', key);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ msgtype: 'markdown', markdown: { content } }),
      redirect: 'error',
      signal,
    });
    text = await response.text();
  } catch (error) {
    return connectionFailure(error);
  }
  const said = answer.safeParse(readJson(text));
  if (!response.ok || !said.success) {
    return { kind: 'unclear', reason: response.ok ? 'nonsense' : `http-${response.status}` };
  }
  const { errcode, errmsg = '' } = said.data;
  if (errcode === 0) return null;
  const words = errmsg.replaceAll(key, '***');
  if (errcode === NO_SUCH_WEBHOOK) return { kind: 'closed', errcode, errmsg: words, isUnknown: false };
  return failureOfCode(errcode, words);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
