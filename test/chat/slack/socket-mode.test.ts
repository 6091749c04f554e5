import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/chat/inbound.ts';
import { card, says, startHarness, ticketForm } from './harness.ts';

describe('Socket Mode', () => {
  it('takes commands, forms and events over the connection and answers over it', async () => {
    const harness = await startHarness({ socketMode: true });
    expect(harness.slack.requestListener).toBeNull();
    const agent = harness.fake.user('agent1');
    expect((await agent.runs('/ticket new x')).text).toContain('ok');

    harness.respond = () => ({ reply: { kind: 'form', form: ticketForm }, later: null });
    const { modal } = await agent.runs('/ticket');
    harness.respond = () => ({ reply: { kind: 'form-errors', errors: { text: 'too vague' } }, later: null });
    const submitted = await agent.submits(modal ?? expect.unreachable(), { text: 'x' });
    expect(submitted.errors).toEqual({ text: 'too vague' });

    harness.respond = () => says('typed');
    await agent.says('工单 list');
    await agent.expectDirectMessage(/typed/);
    expect(harness.inbound.map((each) => each.what.type)).toEqual(['command', 'command', 'form', 'command']);
  });

  it('connects again by itself when Slack closes the connection', async () => {
    const harness = await startHarness({ socketMode: true });
    harness.fake.socket.close();
    await harness.fake.until(
      () => (harness.fake.callsOf('apps.connections.open').length === 2 ? true : null),
      'a second connection',
    );
    await harness.fake.useSocketMode();
    expect((await harness.fake.user('agent1').runs('/ticket x')).text).toContain('ok');
    harness.allowErrors = true;
  });

  it('survives that Slack refuses the next connection', async () => {
    const harness = await startHarness({ socketMode: true });
    harness.allowErrors = true;
    harness.fake.failNext('apps.connections.open', { status: 500 });
    harness.fake.failNext('apps.connections.open', { error: 'invalid_auth' });
    harness.fake.socket.close();
    await harness.fake.until(() => (harness.fake.socket.connections === 0 ? true : null), 'the end of the first');
    await harness.fake.useSocketMode();
    expect(harness.fake.callsOf('apps.connections.open')).toHaveLength(4);
    expect((await harness.fake.user('agent1').runs('/ticket x')).text).toContain('ok');
  });

  it('finishes what is under way before it disconnects', async () => {
    const harness = await startHarness({ socketMode: true });
    const { promise, resolve } = Promise.withResolvers<Reply>();
    harness.respond = () => ({ ...says('working'), later: promise });
    await harness.fake.user('agent1').runs('/ticket x');
    await harness.slack.stop();
    const drained = harness.slack.drain();
    resolve({ kind: 'card', card: card('late but there') });
    await drained;
    expect(harness.fake.user('agent1').ephemerals().at(-1)?.text).toContain('late but there');
    await harness.fake.until(() => (harness.fake.socket.connections === 0 ? true : null), 'the connection to end');
  });
});
