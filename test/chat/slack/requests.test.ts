import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createSlack } from '../../../src/chat/slack/slack.ts';
import type { SendOptions } from '../../support/fake-slack/requests.ts';
import { catalogue, says, startHarness, texts } from './harness.ts';

const command = {
  contentType: 'application/x-www-form-urlencoded' as const,
  body: new URLSearchParams({
    command: '/ticket',
    text: 'a',
    team_id: 'T0ACME',
    user_id: 'U0AGENT1',
    user_name: 'agent1',
    channel_id: 'C0SUPPORT',
    channel_name: 'support',
    trigger_id: '1.2.3',
    response_url: 'http://127.0.0.1:9/nothing',
  }).toString(),
};
const json = (body: unknown) => ({ contentType: 'application/json' as const, body: JSON.stringify(body) });

describe('requests to /slack/events', () => {
  const spoiled: [string, SendOptions, number][] = [
    ['a good one', {}, 200],
    ['299 s old', { skewSeconds: -298 }, 200],
    ['299 s ahead', { skewSeconds: 298 }, 200],
    ['301 s old', { skewSeconds: -302 }, 401],
    ['301 s ahead', { skewSeconds: 302 }, 401],
    ['a bad signature', { signature: `v0=${'0'.repeat(64)}` }, 401],
    ['a signature of the wrong length', { signature: 'v0=0' }, 401],
    ['no signature', { signature: null }, 401],
    ['no timestamp', { timestamp: null }, 401],
    ['a timestamp that is no number', { timestamp: 'soon' }, 401],
    ['a negative timestamp', { timestamp: '-5' }, 401],
    ['another method', { method: 'GET' }, 405],
    ['another path', { path: '/slack/other' }, 404],
    ['a query, which changes nothing', { path: '/slack/events?x=1' }, 200],
  ];
  it.each(spoiled)('%s', async (_name, options, status) => {
    const { fake, inbound } = await startHarness();
    expect((await fake.send(command, options)).status).toBe(status);
    expect(inbound).toHaveLength(status === 200 ? 1 : 0);
  });

  it('with a body over 1 MiB are answered 413, just below it not', async () => {
    const { fake, inbound } = await startHarness();
    const withText = (size: number) => ({ ...command, body: `${command.body}&more=${'x'.repeat(size)}` });
    expect((await fake.send(withText(1024 * 1024))).status).toBe(413);
    expect((await fake.send(withText(1024 * 1024 - 1_000))).status).toBe(200);
    expect(inbound).toHaveLength(1);
  });

  it('with a body that is no object are answered 400, and the process lives on', async () => {
    const { fake } = await startHarness();
    for (const body of ['null', '5', '[]', '"x"', 'true', '{', ''])
      expect((await fake.send({ contentType: 'application/json', body })).status).toBe(400);
    const form = { contentType: 'application/x-www-form-urlencoded' as const };
    for (const payload of ['null', '[1]', '{"']) {
      const body = new URLSearchParams({ payload }).toString();
      expect((await fake.send({ ...form, body })).status).toBe(400);
    }
    expect((await fake.send(command)).status).toBe(200);
  });

  it('before the start are answered 503, so that Slack comes again', async () => {
    const { fake } = await startHarness();
    const slack = createSlack({
      config: { botToken: fake.botToken, signingSecret: fake.signingSecret, apiUrl: fake.apiUrl },
      dispatch: async () => says('x'),
      catalogue,
      log: { info() {}, warn() {}, error() {} },
      texts: () => texts,
      deliverPrivately: async () => {},
      timeoutMs: 500,
    });
    const server = createServer(slack.requestListener ?? expect.unreachable());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    fake.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
    expect((await fake.send(command)).status).toBe(503);
    await slack.start();
    expect((await fake.send(command)).status).toBe(200);
    await slack.drain();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('for verification give back the challenge', async () => {
    const { fake } = await startHarness();
    const reply = await fake.send(json({ type: 'url_verification', challenge: 'c-1' }));
    expect(reply).toEqual({ status: 200, body: '{"challenge":"c-1"}' });
  });

  it.each([
    [
      'an event we do not use',
      { type: 'event_callback', event_id: 'E1', team_id: 'T0ACME', event: { type: 'app_home_opened', user: 'U1' } },
    ],
    ['a kind of body that Bolt does not know', { type: 'app_rate_limited', team_id: 'T0ACME', minute_rate_limited: 1 }],
  ])('of no use to us are acknowledged at once: %s', async (_name, body) => {
    const { fake, inbound } = await startHarness();
    const start = performance.now();
    expect((await fake.send(json(body))).status).toBe(200);
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(inbound).toEqual([]);
  });

  it.each([
    ['that stood nowhere', {}],
    ['in a window without an id', { container: { type: 'view' }, view: { callback_id: 'x', private_metadata: '' } }],
  ])('with a click %s are acknowledged and go no further', async (_name, more) => {
    const { fake, inbound } = await startHarness();
    const actions = [{ type: 'button', action_id: 'ticket.show', block_id: 'b', value: 'C202611001' }];
    const from = { user: { id: 'U0AGENT1' }, team: { id: 'T0ACME' }, trigger_id: '1.2.3' };
    const payload = { type: 'block_actions', ...from, actions, ...more };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    expect((await fake.send({ contentType: command.contentType, body })).status).toBe(200);
    expect(inbound).toEqual([]);
  });

  it.each([
    { type: 'view_closed', view: { id: 'V1', callback_id: 'x' } },
    { type: 'block_suggestion', action_id: 'a', block_id: 'b', value: 'v' },
    { type: 'interactive_message', actions: [{ name: 'a', value: 'b' }], callback_id: 'c' },
    { type: 'block_actions', actions: [{ type: 'static_select', action_id: 'a' }], container: {} },
    { type: 'something_new' },
    { type: 'shortcut', callback_id: 'ticket-new', trigger_id: '1.2', view: {} },
    { type: 'shortcut', callback_id: 'ticket-new', trigger_id: '1.2', view: null },
    {
      type: 'view_submission',
      view: { id: 'V1', callback_id: 'ticket.new', private_metadata: '', state: { values: {} } },
    },
    {
      type: 'view_submission',
      view: {
        ...{ id: 'V1', callback_id: 'ticket.new', private_metadata: '', title: { text: 'x' }, blocks: [] },
        state: { values: { description: { x: { value: { toString: null } } } } },
      },
    },
    // Whoever makes a text of this throws.
    { type: { toString: null } },
    {
      type: 'block_actions',
      actions: [{ type: 'button', action_id: 'ticket.show', value: { toString: null } }],
      container: {},
    },
  ])('from interaction that means nothing to us are acknowledged at once: $type', async (payload) => {
    const { fake, inbound } = await startHarness();
    const from = { team: { id: 'T0ACME', domain: 'acme' }, user: { id: 'U0AGENT1' }, trigger_id: '1.2.3' };
    const whole = { ...from, ...payload };
    const body = new URLSearchParams({ payload: JSON.stringify(whole) }).toString();
    const start = performance.now();
    expect((await fake.send({ contentType: command.contentType, body })).status).toBe(200);
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(inbound).toEqual([]);
  });

  it.each([
    { user: null },
    { channel: null },
    // What a message takes for granted, left out.
    { channel: undefined },
    { ts: undefined },
    { user: { toString: null } },
    { item: 'x' },
    { subteam: null },
    { thread_ts: { toString: null } },
    { text: 5 },
  ])('with an event that nobody could read are acknowledged at once, without an error: %j', async (strange) => {
    const { fake, inbound } = await startHarness();
    const written = {
      type: 'message',
      channel_type: 'im',
      user: 'U0AGENT1',
      channel: 'D0AGENT1',
      ts: '1.2',
      text: '/ticket a',
    };
    const send = (event: object, event_id: string) =>
      fake.send(json({ type: 'event_callback', event_id, team_id: 'T0ACME', event }));
    expect((await send({ ...written, ...strange }, 'E1')).status).toBe(200);
    expect(inbound).toEqual([]);
    expect((await send({ ...written, item: {}, authorizations: [] }, 'E2')).status).toBe(200);
    expect(inbound).toHaveLength(1);
  });

  it.each([
    { channel: null },
    // All clicks without one would count as the same.
    { trigger_id: undefined },
    { name: 'a' },
    { response_urls: null },
    { team: { id: '__proto__' } },
    { enterprise: {} },
  ])('with a click that Bolt would fall over are acknowledged at once, without an error: %j', async (strange) => {
    const { fake, inbound } = await startHarness();
    const actions = [{ type: 'button', action_id: 'ticket.take', block_id: 'b', value: 'C202611001' }];
    const container = { type: 'message', is_ephemeral: true };
    const from = { user: { id: 'U0AGENT1' }, team: { id: 'T0ACME' }, trigger_id: '1.2.3' };
    const whole = { type: 'block_actions', ...from, container, actions };
    const send = (payload: object) => {
      const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
      return fake.send({ contentType: command.contentType, body });
    };
    expect((await send({ ...whole, ...strange })).status).toBe(200);
    expect(inbound).toEqual([]);
    expect((await send(whole)).status).toBe(200);
    expect(inbound).toHaveLength(1);
  });
});
