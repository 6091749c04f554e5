import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { playgroundRoutes } from '../../../src/web/playground/routes.ts';
import { createScriptedPlayground, type ScriptedPlayground } from '../../support/scripted-playground.ts';

interface StreamEvent {
  readonly event: string;
  readonly id: string;
  readonly data: Record<string, unknown>;
}

let scripted: ScriptedPlayground;

beforeEach(async () => {
  scripted = await createScriptedPlayground();
});
afterEach(() => scripted.stop());

/** Reads events one by one; `null` when the stream has ended. */
async function open(query = '', headers: Record<string, string> = {}) {
  const response = await playgroundRoutes(scripted.pages).request(`/playground/stream${query}`, { headers });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  async function next(): Promise<StreamEvent | null> {
    for (;;) {
      const end = rest.indexOf('\n\n');
      if (end >= 0) {
        const fields = new Map(
          rest
            .slice(0, end)
            .split('\n')
            .map((line) => line.split(/: (.*)/s, 2) as [string, string]),
        );
        rest = rest.slice(end + 2);
        return {
          event: fields.get('event') ?? '',
          id: fields.get('id') ?? '',
          data: JSON.parse(fields.get('data') ?? ''),
        };
      }
      const chunk = await reader?.read();
      if (chunk === undefined || chunk.done) return null;
      rest += chunk.value;
    }
  }
  async function until(event: string): Promise<StreamEvent[]> {
    const events: StreamEvent[] = [];
    for (;;) {
      const got = await next();
      if (got === null) throw new Error(`the stream ended before ${event}`);
      events.push(got);
      if (got.event === event) return events;
    }
  }
  return { response, next, until };
}

const card = (title: string) => ({ tone: 'info', title, summary: title }) as const;

describe('the stream', () => {
  it('sends what stands there, then each change', async () => {
    await scripted.post('support', card('C202611001 · one'), { id: 'm1' });
    const stream = await open('?lang=en');
    expect(stream.response.headers.get('content-type')).toContain('text/event-stream');
    const first = await stream.until('synced');
    expect(first.map(({ event }) => event)).toEqual(['hello', 'clock', 'message', 'synced']);
    expect(first[2]?.data).toMatchObject({
      id: 'm1',
      conversation: 'support',
      thread: null,
      author: null,
      order: 1,
      version: 1,
      day: 'Mon 23 Nov',
      summary: 'C202611001 · one',
      numbers: ['C202611001'],
    });
    await scripted.post('@chen', card('two'), { id: 'm2' });
    expect((await stream.next())?.data).toMatchObject({ id: 'm2', conversation: '@chen' });
  });

  it('goes on where a reader stopped, and from the start after a restart', async () => {
    await scripted.post('support', card('one'), { id: 'm1' });
    const place = (await (await open()).until('synced')).at(-1)?.id ?? '';
    await scripted.post('support', card('two'), { id: 'm2' });
    const messages = async (query: string, headers = {}) =>
      (await (await open(query, headers)).until('synced'))
        .filter(({ event }) => event === 'message')
        .map(({ data }) => data['id']);
    expect(await messages(`?after=${place}`)).toEqual(['m2']);
    expect(await messages('', { 'last-event-id': place })).toEqual(['m2']);
    expect(await messages(`?after=another-epoch:1`)).toEqual(['m1', 'm2']);
    expect(await messages('?after=nonsense')).toEqual(['m1', 'm2']);
  });

  it('ends when the process stops', async () => {
    const stream = await open();
    await stream.until('synced');
    scripted.stop();
    expect(await stream.next()).toBeNull();
  });
});
