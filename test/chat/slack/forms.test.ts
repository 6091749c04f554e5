import { describe, expect, it } from 'vitest';
import type { Form } from '../../../src/chat/form.ts';
import type { Reply } from '../../../src/chat/inbound.ts';
import type { ModalDriver } from '../../support/fake-slack/fake-slack.ts';
import { card, type Harness, says, startHarness, ticketForm } from './harness.ts';

async function openForm(harness: Harness, form: Form = ticketForm, channel = 'support'): Promise<ModalDriver> {
  const { respond } = harness;
  harness.respond = () => ({ reply: { kind: 'form', form }, later: null });
  const { modal } = await harness.fake.user('agent1').runs('/ticket', { channel });
  harness.respond = respond;
  harness.inbound.length = 0;
  return modal ?? expect.unreachable('no form opened');
}

describe('forms', () => {
  it('come back with their values, context and place, and close with a private card', async () => {
    const harness = await startHarness();
    harness.respond = () => says('C202611001 created');
    const modal = await openForm(harness);
    const answer = await harness.fake.user('agent1').submits(modal, { text: ' 打印机\n卡纸 ', kind: 'Complaint' });
    expect(JSON.parse(answer.body)).toEqual({ response_action: 'clear' });
    expect(modal.isOpen).toBe(false);
    expect(harness.inbound).toMatchObject([
      {
        dedupeKey: `view:${modal.id}`,
        who: { id: 'U0AGENT1' },
        where: { id: 'C0SUPPORT' },
        what: {
          type: 'form',
          action: 'ticket.new',
          context: 'from-command',
          values: { text: ' 打印机\n卡纸 ', kind: 'complaint' },
        },
      },
    ]);
    await harness.fake.user('agent1').expectEphemeral(/C202611001 created/);
    expect(harness.fake.user('agent1').ephemerals()).toHaveLength(1);
  });

  it('leave out fields left empty', async () => {
    const harness = await startHarness();
    const modal = await openForm(harness);
    await harness.fake.user('agent1').submits(modal, { text: 'x' });
    expect(harness.inbound[0]?.what).toMatchObject({ values: { text: 'x' } });
  });

  it('stay open with errors at their fields, keeping what was typed', async () => {
    const harness = await startHarness();
    harness.respond = () => ({ reply: { kind: 'form-errors', errors: { text: 'too vague' } }, later: null });
    const modal = await openForm(harness);
    const answer = await harness.fake.user('agent1').submits(modal, { text: 'x' });
    expect(answer.errors).toEqual({ text: 'too vague' });
    expect(modal.isOpen).toBe(true);
    expect(modal.values).toEqual({ text: 'x' });
    harness.respond = () => says('ok');
    await harness.fake.user('agent1').submits(modal, { text: 'better' });
    expect(modal.isOpen).toBe(false);
  });

  it('show an error that belongs to no field at the first one, and never too long', async () => {
    const harness = await startHarness();
    harness.respond = () => ({
      reply: { kind: 'form-errors', errors: { ticket: 'changed', gone: 'x'.repeat(5_000) } },
      later: null,
    });
    const answer = await harness.fake.user('agent1').submits(await openForm(harness), { text: 'x' });
    expect(answer.errors.text).toMatch(/^changed\nx+…$/);
  });

  const refused = { code: 'refused', reason: 'wrong-status', number: 'C1' };
  it.each([
    ['refused', refused, ':1'],
    ['not saved', undefined, ''],
  ])('stay open with what was typed when it was %s, saying why, until it succeeds', async (_name, outcome, attempt) => {
    const harness = await startHarness();
    harness.respond = () => ({
      reply: {
        kind: 'card',
        card: card('Nothing was saved', { tone: 'warn', lines: ['Try again'] }),
        ...(outcome === undefined ? {} : { outcome }),
      },
      later: null,
    });
    const modal = await openForm(harness);
    const answer = await harness.fake.user('agent1').submits(modal, { text: 'typed with care', kind: 'Inquiry' });
    expect(answer.errors.text ?? modal.text).toMatch(/Nothing was saved\nTry again/);
    expect(modal.isOpen).toBe(true);
    expect(modal.values).toEqual({ text: 'typed with care', kind: 'inquiry' });
    harness.respond = () => says('ok');
    await harness.fake.user('agent1').submits(modal, {});
    expect(modal.isOpen).toBe(false);
    // A refusal is on record under its key; what may have been saved must be found again under the same.
    expect(harness.inbound.at(-1)).toMatchObject({
      dedupeKey: `view:${modal.id}${attempt}`,
      where: { id: 'C0SUPPORT' },
      what: { context: 'from-command', values: { text: 'typed with care', kind: 'inquiry' } },
    });
  });

  it('close when what they warn of was done all the same', async () => {
    const harness = await startHarness();
    const reply: Reply = {
      kind: 'card',
      card: card('Attempt recorded', { tone: 'warn' }),
      outcome: { code: 'contacted' },
    };
    harness.respond = () => ({ reply, later: null });
    const modal = await openForm(harness);
    await harness.fake.user('agent1').submits(modal, { text: 'x' });
    expect(modal.isOpen).toBe(false);
    await harness.fake.user('agent1').expectEphemeral(/Attempt recorded/);
  });

  it('may lead to another form', async () => {
    const harness = await startHarness();
    harness.respond = () => ({ reply: { kind: 'form', form: { ...ticketForm, title: 'Step two' } }, later: null });
    const modal = await openForm(harness);
    const answer = await harness.fake.user('agent1').submits(modal, { text: 'x' });
    expect(answer.modal?.title).toBe('Step two');
  });

  it.each([{ error: 'not_in_channel' }, { status: 500 }, 'hang'] as const)(
    'send the card directly when the channel takes no private message: %j',
    async (fault) => {
      const harness = await startHarness({ timeoutMs: 300 });
      const modal = await openForm(harness);
      harness.fake.failNext('chat.postEphemeral', fault);
      await harness.fake.user('agent1').submits(modal, { text: 'x' });
      await harness.slack.drain();
      expect(harness.delivered).toMatchObject([{ account: { id: 'U0AGENT1' }, reply: { kind: 'card' } }]);
    },
  );

  it('opened in a direct talk or from a global shortcut answer by direct message', async () => {
    const harness = await startHarness();
    harness.respond = () => ({ reply: { kind: 'form', form: ticketForm }, later: null });
    const { modal } = await harness.fake.user('agent1').shortcut('ticket-new');
    harness.respond = () => says('created');
    await harness.fake.user('agent1').submits(modal ?? expect.unreachable(), { text: 'x' });
    await harness.slack.drain();
    expect(harness.inbound.map((each) => each.where.id)).toEqual(['@U0AGENT1', '@U0AGENT1']);
    expect(harness.delivered).toHaveLength(1);
    expect(harness.fake.callsOf('chat.postEphemeral')).toEqual([]);
  });

  describe('that take longer', () => {
    async function submitSlowly(late: Promise<Reply>) {
      const harness = await startHarness();
      const modal = await openForm(harness);
      harness.respond = () => ({ ...says('still working'), later: late });
      await harness.fake.user('agent1').submits(modal, { text: 'x', kind: 'Inquiry' });
      return { harness, modal };
    }

    it('show that they are still working, then the result, in the same window', async () => {
      const { promise, resolve } = Promise.withResolvers<Reply>();
      const { modal, harness } = await submitSlowly(promise);
      expect(modal.text).toContain('still working');
      resolve({ kind: 'card', card: card('C202611001 created') });
      await modal.expectUpdate(/C202611001 created/);
      await harness.slack.drain();
      expect(harness.delivered).toEqual([]);
    });

    it('give the form back with everything typed when it turns out to be wrong', async () => {
      const late = Promise.resolve<Reply>({ kind: 'form-errors', errors: { text: 'too vague' } });
      const { modal, harness } = await submitSlowly(late);
      await modal.expectUpdate(/too vague/);
      expect(modal.values).toEqual({ text: 'x', kind: 'inquiry' });
      harness.respond = () => says('ok');
      await harness.fake.user('agent1').submits(modal, { text: 'better' });
      expect(harness.inbound.at(-1)?.what).toMatchObject({ context: 'from-command', values: { kind: 'inquiry' } });
    });

    it('give the form back with everything typed when nothing came of it, saying only the latest reason', async () => {
      const fail = (title: string): Reply => ({ kind: 'card', card: card(title, { tone: 'warn' }) });
      const { modal, harness } = await submitSlowly(Promise.resolve(fail('Nothing was saved')));
      await modal.expectUpdate(/Nothing was saved/);
      expect(modal.values).toEqual({ text: 'x', kind: 'inquiry' });
      harness.respond = () => ({ ...says('still working'), later: Promise.resolve(fail('Not confirmed')) });
      await harness.fake.user('agent1').submits(modal, {});
      await modal.expectUpdate(/Not confirmed/);
      expect(modal.text).not.toContain('Nothing was saved');
      expect(modal.values).toEqual({ text: 'x', kind: 'inquiry' });
    });

    it('say the result privately when the window was closed meanwhile', async () => {
      const { promise, resolve } = Promise.withResolvers<Reply>();
      const { modal, harness } = await submitSlowly(promise);
      harness.fake.user('agent1').closes(modal);
      resolve({ kind: 'card', card: card('C202611001 created') });
      await harness.fake.user('agent1').expectEphemeral(/C202611001 created/);
    });
  });

  it('keep buttons of a shown result working', async () => {
    const harness = await startHarness();
    const modal = await openForm(harness);
    const { promise, resolve } = Promise.withResolvers<Reply>();
    const button = { action: 'ticket.new-anyway', value: 'k', label: 'Create another', typed: '/ticket new' };
    harness.respond = () => ({ ...says('still working'), later: promise });
    await harness.fake.user('agent1').submits(modal, { text: 'x' });
    resolve({ kind: 'card', card: card('Exists already', { buttons: [button] }) });
    await modal.expectUpdate(/Exists already/);
    harness.respond = () => says('another one');
    await modal.click('Create another');
    expect(harness.inbound.at(-1)).toMatchObject({ where: { id: 'C0SUPPORT' }, what: { action: 'ticket.new-anyway' } });
    await harness.fake.user('agent1').expectEphemeral(/another one/);
  });

  it('keep within the limits of Slack whatever they are made of', async () => {
    const harness = await startHarness();
    const long = '很长'.repeat(3_000);
    const modal = await openForm(harness, {
      ...ticketForm,
      title: long,
      submit: long,
      cancel: long,
      intro: long,
      context: '"'.repeat(1_400),
      fields: [
        { kind: 'text', name: 'text', label: long, hint: long, placeholder: long, initial: long, maxLength: 100 },
        { kind: 'text', name: 'more', label: '\u0000', initial: `a\u0000${long}`, optional: true },
        {
          kind: 'choice',
          name: 'kind',
          label: 'Kind',
          initial: 'v3',
          choices: Array.from({ length: 120 }, (_, i) => ({ value: `v${i}`, label: i === 3 ? '' : long })),
        },
      ],
    });
    expect(modal.text).toContain('20 more choices.');
    expect(modal.text).toContain('〔cut, 6000 characters in all〕');
    expect(modal.values.kind).toBe('v3');
    expect(modal.values.text).toHaveLength(100);
  });
});
