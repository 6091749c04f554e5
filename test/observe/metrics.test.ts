import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/observe/metrics.ts';

const create = () =>
  createMetrics({
    platform: ['slack', 'playground'],
    command: ['ticket'],
    verb: ['new', 'take'],
    result: ['done', 'refused'],
    kind: ['card'],
    outcome: ['sent', 'rejected'],
    rule: ['start', 'resolve'],
    state: ['open', 'met'],
    frame: ['message', 'malformed'],
  });

/** The samples of our own metrics, without comments. */
async function samplesOf(metrics: ReturnType<typeof create>): Promise<string[]> {
  const { body } = await metrics.render();
  return body.split('\n').filter((line) => line.startsWith('huiyin_'));
}

describe('metrics', () => {
  it('are rendered in the text format, with the figures of the process', async () => {
    const { contentType, body } = await create().render();
    expect(contentType).toContain('text/plain');
    expect(body).toContain('process_cpu_seconds_total');
    for (const name of [
      'requests_total',
      'answer_seconds',
      'tick_lag_seconds',
      'tick_seconds',
      'due_backlog',
      'outbox_depth',
      'outbox_oldest_seconds',
      'deliveries_total',
      'commitments',
      'database_up',
    ]) {
      expect(body).toContain(`# TYPE huiyin_${name} `);
    }
  });

  it('count requests and answers, and put unknown label values together', async () => {
    const metrics = create();
    metrics.countRequest({ platform: 'slack', command: 'ticket', verb: 'new', result: 'done' });
    metrics.countRequest({ platform: 'slack', command: 'C202611001', verb: 'anna', result: 'done' });
    metrics.countRequest({ platform: 'slack', command: 'C202611002', verb: 'bob', result: 'done' });
    metrics.observeAnswer({ platform: 'slack', command: 'ticket' }, 120);
    const samples = await samplesOf(metrics);
    expect(samples).toEqual(
      expect.arrayContaining([
        'huiyin_requests_total{platform="slack",command="ticket",verb="new",result="done"} 1',
        'huiyin_requests_total{platform="slack",command="other",verb="other",result="done"} 2',
        'huiyin_answer_seconds_sum{platform="slack",command="ticket"} 0.12',
      ]),
    );
    expect(samples.join()).not.toContain('C2026');
  });

  it('show the state of ticks, outbox, deliveries, commitments and database as it is now', async () => {
    const metrics = create();
    metrics.observeTick({ lagMs: 1500, elapsedMs: 20, backlog: 7 });
    metrics.setOutbox([{ platform: 'slack', depth: 3, oldestMs: 2500, limited: 2 }]);
    metrics.setOutbox([{ platform: 'playground', depth: 1, oldestMs: 500, limited: 1 }]);
    metrics.countDelivery({ platform: 'slack', kind: 'card', outcome: 'sent' });
    metrics.setCommitments([{ rule: 'start', state: 'met', count: 9 }]);
    metrics.setCommitments([
      { rule: 'resolve', state: 'open', count: 4 },
      { rule: 'x', state: 'open', count: 1 },
      { rule: 'y', state: 'open', count: 2 },
    ]);
    metrics.setDatabaseUp(true);
    const samples = await samplesOf(metrics);
    expect(samples).toEqual(
      expect.arrayContaining([
        'huiyin_conversations_limited{platform="playground"} 1',
        'huiyin_conversations_limited{platform="slack"} 0',
        'huiyin_tick_lag_seconds 1.5',
        'huiyin_tick_seconds_sum 0.02',
        'huiyin_due_backlog 7',
        'huiyin_outbox_depth{platform="slack"} 0',
        'huiyin_outbox_oldest_seconds{platform="slack"} 0',
        'huiyin_outbox_depth{platform="playground"} 1',
        'huiyin_outbox_oldest_seconds{platform="playground"} 0.5',
        'huiyin_deliveries_total{platform="slack",kind="card",outcome="sent"} 1',
        'huiyin_commitments{rule="resolve",state="open"} 4',
        'huiyin_commitments{rule="other",state="open"} 3',
        'huiyin_database_up 1',
      ]),
    );
    expect(samples.join()).not.toContain('state="met"');
  });

  it('are of one registry each', async () => {
    const first = create();
    create().setDatabaseUp(true);
    expect(await samplesOf(first)).toContain('huiyin_database_up 0');
  });
});
