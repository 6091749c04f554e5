import { request as httpRequest } from 'node:http';
import { type SlackRequest, sign } from '../support/fake-slack/requests.ts';

/** Slack gives a request up after so long. */
const PATIENCE_MS = 3_000;

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** A connection of its own for each request, given up after three seconds whatever became of it. */
export function post(
  url: string,
  secret: string,
  { contentType, body }: SlackRequest,
  retry: number,
): Promise<HttpAnswer> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      {
        method: 'POST',
        agent: false,
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: {
          'content-type': contentType,
          'content-length': Buffer.byteLength(body),
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': sign(secret, timestamp, body),
          ...(retry === 0 ? {} : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' }),
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
        response.on('close', () => reject(new Error('cut off')));
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
