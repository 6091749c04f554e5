import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/observe/log.ts';
import { currentRequest, withRequest } from '../../src/observe/request.ts';

function createRecordedLog(level: 'info' | 'debug' = 'info') {
  const lines: string[] = [];
  const log = createLog({ level, destination: { write: (line) => lines.push(line) } });
  return { log, lines, entries: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('the log', () => {
  it('writes JSON lines with level, time and message, and nothing about the host', () => {
    const { log, lines, entries } = createRecordedLog();
    log.debug('not shown');
    log.info({ ticket: 'C202611001' }, 'created');
    expect(lines[0]?.endsWith('\n')).toBe(true);
    expect(entries()).toEqual([
      { level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), ticket: 'C202611001', msg: 'created' },
    ]);
  });

  it('masks the message, nested values, and text, stack and cause of errors', () => {
    const { log, lines } = createRecordedLog();
    const error = new Error('no answer from 13800138000', { cause: new Error('mail anna@example.com') });
    log.warn({ err: error, error, who: [{ deep: ['010-12345678'] }] }, 'called %s', '13900139000');
    log.child({ contact: 'bob@example.com' }).error(error);
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).not.toMatch(/13800138000|13900139000|@example|12345678/);
      expect(line).toContain('no answer from [phone]');
      expect(() => JSON.parse(line)).not.toThrow();
    }
    expect(lines[0]).toContain('mail [e-mail]');
  });

  it('flushes where it writes', () => {
    let flushes = 0;
    const log = createLog({ level: 'info', destination: { write: () => {}, flushSync: () => (flushes += 1) } });
    log.flush();
    expect(flushes).toBe(1);
  });
});

describe('the request under way', () => {
  it('is on every line written on its behalf, also at the same time and after waiting', async () => {
    const { log, entries } = createRecordedLog();
    const work = (id: string) =>
      withRequest(id, async () => {
        log.info('begun');
        await nextTurn();
        log.child({ part: 1 }).info('done');
      });
    await Promise.all([work('r1'), work('r2')]);
    log.info('outside');
    expect(entries().map(({ requestId, msg }) => [requestId, msg])).toEqual([
      ['r1', 'begun'],
      ['r2', 'begun'],
      ['r1', 'done'],
      ['r2', 'done'],
      [undefined, 'outside'],
    ]);
  });

  it('knows the work that it is part of, and ends with it', () => {
    expect(currentRequest()).toBeNull();
    const inner = withRequest('tick', () => withRequest('delivery', () => withRequest('post', currentRequest)));
    expect(inner).toEqual({ requestId: 'post', correlationId: 'tick' });
    expect(withRequest({ requestId: 'r', correlationId: 'c' }, currentRequest)).toEqual({
      requestId: 'r',
      correlationId: 'c',
    });
    expect(currentRequest()).toBeNull();
  });
});
