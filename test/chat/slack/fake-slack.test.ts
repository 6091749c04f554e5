import { describe, expect, it } from 'vitest';
import { messageBlockFaults, modalFaults } from '../../support/fake-slack/block-rules.ts';
import { startHarness, ticketForm } from './harness.ts';

/** The fake guards the rules of Slack for every other test: here it shows that it does. */

const plain = (text: string) => ({ type: 'plain_text', text });
const button = (actionId: string) => ({ type: 'button', action_id: actionId, text: plain('b'), value: 'v' });
const input = (blockId: string) => ({
  type: 'input',
  block_id: blockId,
  label: plain('l'),
  element: { type: 'plain_text_input', action_id: 'a' },
});

describe('the fake Slack', () => {
  it.each([
    ['51 blocks', Array(51).fill({ type: 'divider' })],
    ['a header of 151 characters', [{ type: 'header', text: plain('x'.repeat(151)) }]],
    ['a section of 3001', [{ type: 'section', text: plain('x'.repeat(3_001)) }]],
    ['an empty text', [{ type: 'section', text: plain('') }]],
    ['26 buttons in a row', [{ type: 'actions', elements: Array.from({ length: 26 }, (_, i) => button(`a${i}`)) }]],
    ['one action_id twice', [{ type: 'actions', elements: [button('a'), button('a')] }]],
    ['one action_id in two blocks', [1, 2].map(() => ({ type: 'actions', elements: [button('a')] }))],
    ['11 texts in a context', [{ type: 'context', elements: Array(11).fill(plain('x')) }]],
    ['an unknown key', [{ type: 'divider', colour: 'red' }]],
    ['an input in a message', [input('a')]],
    ['13,001 characters together', Array(5).fill({ type: 'section', text: plain('x'.repeat(2_601)) })],
    [
      'a mention of nobody',
      [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'user', user_id: 'x' }] }] }],
    ],
  ])('refuses a message with %s', (_name, blocks) => {
    expect(messageBlockFaults(blocks)).not.toEqual([]);
  });

  it.each([
    ['a title of 25 characters', { title: plain('x'.repeat(25)) }],
    ['private_metadata of 3001', { private_metadata: 'x'.repeat(3_001) }],
    ['an input and no submit', { blocks: [input('a')] }],
    ['one block_id twice', { submit: plain('ok'), blocks: [input('a'), input('a')] }],
    ['101 blocks', { blocks: Array(101).fill({ type: 'divider' }) }],
  ])('refuses a modal with %s', (_name, more) => {
    expect(modalFaults({ type: 'modal', title: plain('t'), blocks: [], ...more })).not.toEqual([]);
  });

  it('notes what no test may do: unknown methods and addresses, triggers used twice, answers without end', async () => {
    const { fake, ...harness } = await startHarness();
    harness.respond = () => ({ reply: { kind: 'form', form: ticketForm }, later: null });
    const api = async (method: string, args: object) => {
      const response = await fetch(fake.apiUrl + method, {
        method: 'POST',
        headers: { authorization: `Bearer ${fake.botToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(args),
      });
      return (await response.json()) as { error?: string };
    };
    expect((await api('chat.scream', {})).error).toBe('unknown_method');
    fake.forgive(/chat\.scream/);
    await fetch(new URL('/else', fake.apiUrl));
    fake.forgive(/no such address/);

    await fake.user('agent1').runs('/ticket');
    const trigger = [...fake.world.triggersById.keys()].at(-1);
    const view = { type: 'modal', title: plain('t'), blocks: [] };
    expect((await api('views.open', { trigger_id: trigger, view })).error).toBeUndefined();
    expect((await api('views.open', { trigger_id: trigger, view })).error).toBe('exchanged_trigger_id');
    fake.forgive(/second time/);

    const [url] = fake.world.responseUrlsById.keys();
    const post = async () =>
      (
        await fetch(new URL(`/response/${url}`, fake.apiUrl), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ text: 'x', response_type: 'ephemeral' }),
        })
      ).status;
    expect([await post(), await post(), await post(), await post(), await post()]).toEqual([200, 200, 200, 200, 200]);
    expect(await post()).toBe(404);
    fake.forgive(/used 6 times/);
  });

  it('lets triggers grow old in 3 s and response URLs in 30 minutes of machine time', async () => {
    const harness = await startHarness();
    harness.respond = ({ what }) => {
      if (what.type === 'command' && what.text === 'slow') harness.skewMs += 3_100;
      return { reply: { kind: 'form', form: ticketForm }, later: null };
    };
    expect((await harness.fake.user('agent1').runs('/ticket')).modal).not.toBeNull();
    const late = await harness.fake.user('agent1').runs('/ticket slow');
    expect(late.modal).toBeNull();
    expect(late.text).toContain('could not be opened');
  });
});
