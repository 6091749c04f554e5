import { describe, expect, it } from 'vitest';
import type { OutboundMessage } from '../../../src/chat/port.ts';
import { card, type Harness, says, startHarness, ticketForm } from './harness.ts';

const take = { action: 'ticket.take', value: 'C202611001', label: '认领', typed: '/ticket take C202611001' };
const ack = { action: 'ticket.ack', value: 'C202611001', label: '知道了', typed: '/ticket ack C202611001' };

async function postCard(harness: Harness, more: Partial<OutboundMessage> = {}) {
  const message: OutboundMessage = {
    id: 'm-1',
    to: { platform: 'slack', workspace: 'T0ACME', id: 'C0SUPPORT' },
    thread: null,
    card: card('C202611001 打印机', { buttons: [take, ack, take] }),
    locale: 'zh-CN',
    ...more,
  };
  await harness.slack.port.post(message, AbortSignal.timeout(2_000));
  return harness.fake.channel('support').expectCard(/C202611001/);
}

describe('buttons', () => {
  it('become a click with action and value, at the channel, and carry unique ids in Slack', async () => {
    const harness = await startHarness();
    const shown = await postCard(harness);
    await shown.click('知道了', { as: 'lead' });
    expect(harness.inbound).toMatchObject([
      {
        dedupeKey: expect.stringMatching(/^trigger:/),
        who: { id: 'U0LEAD' },
        where: { id: 'C0SUPPORT' },
        what: { type: 'click', action: 'ticket.ack', value: 'C202611001' },
      },
    ]);
    expect(new Set(shown.buttons.map((each) => each.actionId)).size).toBe(3);
  });

  it('answer privately through the response URL and leave the card alone', async () => {
    const harness = await startHarness();
    harness.respond = () => says('已认领');
    const shown = await postCard(harness);
    const answer = await shown.click('认领', { as: 'agent1' });
    expect([answer.status, answer.body]).toEqual([200, '']);
    await harness.fake.user('agent1').expectEphemeral(/已认领/);
    expect(shown.text).toContain('C202611001 打印机');
    expect(harness.fake.user('lead').ephemerals()).toEqual([]);
  });

  it('answer with nothing when there is nothing to say', async () => {
    const harness = await startHarness();
    harness.respond = () => ({ reply: { kind: 'nothing' }, later: null });
    const shown = await postCard(harness);
    expect((await shown.click('认领')).status).toBe(200);
    await harness.slack.drain();
    expect(harness.fake.callsOf('response_url')).toEqual([]);
  });

  it('open forms, which remember the channel', async () => {
    const harness = await startHarness();
    harness.respond = () => ({ reply: { kind: 'form', form: ticketForm }, later: null });
    const shown = await postCard(harness);
    const { modal } = await shown.click('认领', { as: 'agent1' });
    harness.respond = () => says('saved');
    await harness.fake.user('agent1').submits(modal ?? expect.unreachable(), { text: 'x' });
    expect(harness.inbound.at(-1)?.where.id).toBe('C0SUPPORT');
  });

  it('say by the response URL that a form could not be opened', async () => {
    const harness = await startHarness();
    harness.respond = () => ({ reply: { kind: 'form', form: ticketForm }, later: null });
    harness.fake.failNext('views.open', { error: 'expired_trigger_id' });
    const shown = await postCard(harness);
    await shown.click('认领', { as: 'agent1' });
    await harness.fake.user('agent1').expectEphemeral(/could not be opened/);
  });

  it('carry the same dedupe key when the request is repeated, another one for a double click', async () => {
    const harness = await startHarness();
    const shown = await postCard(harness);
    const answer = await shown.click('认领');
    await answer.again({ retryNum: 1 });
    await shown.click('认领');
    const [first, again, second] = harness.inbound.map((each) => each.dedupeKey);
    expect(again).toBe(first);
    expect(second).not.toBe(first);
  });

  it('work on private cards and on cards in threads', async () => {
    const harness = await startHarness();
    harness.respond = ({ what }) => (what.type === 'command' ? says('yours', { buttons: [take] }) : says('taken'));
    const answer = await harness.fake.user('lead').runs('/ticket list');
    await answer.card?.click('认领');
    await harness.fake.user('lead').expectEphemeral(/taken/);

    const top = await postCard(harness);
    const thread = { conversation: 'C0SUPPORT', message: top.ts };
    await postCard(harness, { id: 'm-2', thread });
    const reply = await top.expectReply(/C202611001/);
    await reply.click('认领', { as: 'agent1' });
    await harness.fake.user('agent1').expectEphemeral(/taken/);
    expect(harness.fake.world.ephemerals.at(-1)?.threadTs).toBe(top.ts);
  });

  it('with a link or a menu of no ours are acknowledged and not dispatched', async () => {
    const harness = await startHarness();
    const payload = {
      type: 'block_actions',
      team: { id: 'T0ACME' },
      user: { id: 'U0LEAD' },
      container: {},
      actions: [{ type: 'overflow', action_id: 'x' }],
    };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    expect((await harness.fake.send({ contentType: 'application/x-www-form-urlencoded', body })).status).toBe(200);
    expect(harness.inbound).toEqual([]);
  });
});
