import { describe, expect, it } from 'vitest';
import { says, startHarness, ticketForm } from './harness.ts';

describe('shortcuts', () => {
  it('on a message keep its text, author, time, channel and link', async () => {
    const harness = await startHarness();
    const message = harness.fake.channel('support').hears('打印机 <坏了> & @lead 请看', { as: 'lead' });
    const answer = await harness.fake.user('agent1').shortcutOnMessage('ticket-from-message', message);
    expect([answer.status, answer.body]).toEqual([200, '']);
    expect(harness.inbound).toEqual([
      {
        dedupeKey: expect.stringMatching(/^trigger:/),
        who: expect.objectContaining({ id: 'U0AGENT1', name: 'agent1' }),
        where: { platform: 'slack', workspace: 'T0ACME', id: 'C0SUPPORT' },
        what: {
          type: 'shortcut',
          name: 'ticket-from-message',
          message: {
            channel: 'C0SUPPORT',
            id: message.ts,
            text: '打印机 <坏了> & @slack:U0LEAD 请看',
            authorId: 'U0LEAD',
            authorName: null,
            link: `https://acme.slack.com/archives/C0SUPPORT/p${message.ts.replace('.', '')}`,
            at: Math.floor(Number(message.ts) * 1000),
            thread: message.ts,
          },
        },
      },
    ]);
    await harness.fake.user('agent1').expectEphemeral(/ok/);
  });

  it('name the author and those mentioned once the directory knows them', async () => {
    const harness = await startHarness();
    await harness.fake.user('lead').runs('/ticket a');
    await harness.slack.drain();
    const message = harness.fake.channel('support').hears('@lead 请看', { as: 'lead' });
    await harness.fake.user('agent1').shortcutOnMessage('ticket-from-message', message);
    expect(harness.inbound[1]?.what).toMatchObject({ message: { text: '@Lee 请看', authorName: 'Lee' } });
  });

  it('on a message of a program name no author', async () => {
    const harness = await startHarness();
    const message = harness.fake.channel('support').hears('monitoring: disk full');
    await harness.fake.user('agent1').shortcutOnMessage('ticket-from-message', message);
    expect(harness.inbound[0]?.what).toMatchObject({ message: { authorId: null, authorName: 'a bot' } });
  });

  it.each(['hang', { status: 500 }, { status: 429, retryAfter: 5 }, { error: 'message_not_found' }] as const)(
    'go on without a link, in time, when Slack answers %j',
    async (fault) => {
      const harness = await startHarness();
      harness.fake.failNext('chat.getPermalink', fault);
      harness.respond = () => ({ reply: { kind: 'form', form: ticketForm }, later: null });
      const message = harness.fake.channel('support').hears('x', { as: 'lead' });
      const answer = await harness.fake.user('agent1').shortcutOnMessage('ticket-from-message', message);
      expect(harness.inbound[0]?.what).toMatchObject({ message: { link: null, text: 'x' } });
      expect(answer.modal?.isOpen).toBe(true);
      expect(answer.tookMs).toBeLessThan(1_500);
    },
  );

  it('take the text of a message without one from its attachments and files', async () => {
    const harness = await startHarness();
    const payload = {
      type: 'message_action',
      callback_id: 'ticket-from-message',
      trigger_id: '1.2',
      response_url: 'http://127.0.0.1:9/none',
      team: { id: 'T0ACME' },
      user: { id: 'U0LEAD', name: 'lead' },
      channel: { id: 'C0SUPPORT', name: 'support' },
      message_ts: '1700000000.000100',
      message: {
        type: 'message',
        ts: '1700000000.000100',
        bot_id: 'B1',
        text: '',
        attachments: [{ fallback: 'Mail from &lt;a@b.c&gt;' }, { text: 'body', fallback: 'f' }, 5],
        files: [{ name: 'photo.png' }],
      },
    };
    harness.respond = () => ({ reply: { kind: 'nothing' }, later: null });
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    await harness.fake.send({ contentType: 'application/x-www-form-urlencoded', body });
    expect(harness.inbound[0]?.what).toMatchObject({
      message: { text: 'Mail from <a@b.c>\nbody\nphoto.png', at: 1_700_000_000_000 },
    });
  });

  it('used anywhere bring no message and may open a form', async () => {
    const harness = await startHarness();
    harness.respond = () => ({ reply: { kind: 'form', form: ticketForm }, later: null });
    const answer = await harness.fake.user('agent1').shortcut('ticket-new');
    expect(harness.inbound[0]?.what).toEqual({ type: 'shortcut', name: 'ticket-new', message: null });
    expect(answer.modal?.title).toBe('New ticket');
  });

  it('used anywhere answer by direct message, having no other way', async () => {
    const harness = await startHarness();
    harness.respond = () => says('created');
    await harness.fake.user('agent1').shortcut('ticket-new');
    await harness.slack.drain();
    expect(harness.delivered).toMatchObject([{ account: { id: 'U0AGENT1' }, reply: { card: { title: 'created' } } }]);
  });
});
