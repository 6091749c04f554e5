import fc from 'fast-check';
import type { FakeSlack } from '../support/fake-slack/fake-slack.ts';
import { sign as signSlack } from '../support/fake-slack/requests.ts';
import { element, signedEcho, signedMessage } from '../support/fake-wecom/callbacks.ts';
import type { FakeWecom } from '../support/fake-wecom/fake-wecom.ts';

/** One request as somebody hostile, broken or careless might send it. */
export interface HostileRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

const NASTY = [
  '',
  ' ',
  '\u0000',
  '\uFEFF',
  '\uD800',
  '‮gnihtyna',
  'ﷺ'.repeat(50),
  '👩‍👩‍👧‍👦'.repeat(20),
  '%00%ff%',
  '../../../../etc/passwd',
  "'; DROP TABLE ticket; --",
  '${jndi:ldap://x}',
  '<script>alert(1)</script>',
  '<!DOCTYPE x [<!ENTITY a "b">]>&a;',
  '__proto__',
  'constructor',
  'NaN',
  '1e309',
  '9'.repeat(400),
  'C20261100',
  'C999999999999999999999',
] as const;

const nasty = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.integer({ min: 1_000, max: 40_000 }).map((length) => 'a字'.repeat(length)),
);

/** Verbs that look and change nothing, on every command: whatever they are told, nothing is stored. */
const LOOKS = ['show', 'list', 'help', '查看', '帮助'];

const { value: anyJson } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    nasty,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(nasty, tie('value'), { maxKeys: 4 }),
  ),
}));

/** What alone makes a request useless: more of it would keep everything else from being looked at. */
const seldom = fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: anyJson });

const deep = fc
  .tuple(fc.constantFrom('[', '{"a":'), fc.integer({ min: 10, max: 20_000 }))
  .map(([open, depth]) => open.repeat(depth));

/** What a click, a form or a shortcut of Slack is made of, with parts of the wrong kind or missing. */
const interaction = fc.record(
  {
    type: fc.oneof(
      fc.constantFrom(
        'block_actions',
        'view_submission',
        'view_closed',
        'shortcut',
        'message_action',
        'block_suggestion',
      ),
      anyJson,
    ),
    user: fc.oneof(fc.constant({ id: 'U0AGENT1', team_id: 'T0ACME' }), anyJson),
    team: fc.oneof(fc.constant({ id: 'T0ACME' }), anyJson),
    trigger_id: fc.oneof(nasty, anyJson),
    actions: fc.oneof(
      fc.array(
        fc.record(
          {
            action_id: fc.oneof(fc.constantFrom('ticket.show', 'ticket.why', 'nothing.here', 'ticket.list'), nasty),
            block_id: nasty,
            value: fc.oneof(nasty, anyJson),
            type: fc.constantFrom('button', 'static_select', 'x'),
            selected_option: fc.oneof(fc.record({ value: nasty }), anyJson),
          },
          { requiredKeys: [] },
        ),
        { maxLength: 3 },
      ),
      anyJson,
    ),
    view: fc.oneof(
      fc.record(
        {
          id: nasty,
          type: fc.oneof(fc.constantFrom('home', 'modal'), nasty),
          callback_id: fc.oneof(fc.constantFrom('ticket.nothing', 'nothing.new'), nasty),
          private_metadata: nasty,
          title: fc.oneof(fc.constant({ type: 'plain_text', text: 'x' }), anyJson),
          blocks: fc.oneof(fc.constant([{ type: 'input', block_id: 'b', element: { type: 'x' } }]), anyJson),
          state: fc.oneof(
            fc.constant({ values: {} }),
            fc.record({ values: fc.record({ b: fc.record({ e: fc.record({ value: anyJson }) }) }) }),
            anyJson,
          ),
        },
        { requiredKeys: [] },
      ),
      anyJson,
    ),
    container: fc.oneof(fc.constant({ type: 'view' }), fc.constant({ type: 'message', is_ephemeral: true }), anyJson),
    message: anyJson,
    channel: fc.oneof(fc.constant({ id: 'C0SUPPORT' }), anyJson),
    enterprise: seldom,
    name: seldom,
    response_urls: seldom,
    callback_id: nasty,
  },
  { requiredKeys: [] },
);

const event = fc.record(
  {
    type: fc.oneof(fc.constantFrom('event_callback', 'url_verification', 'app_rate_limited'), anyJson),
    challenge: nasty,
    team_id: fc.oneof(fc.constant('T0ACME'), anyJson),
    event_id: nasty,
    event: fc.oneof(
      fc.record(
        {
          type: fc.oneof(fc.constantFrom('message', 'app_home_opened', 'app_mention'), anyJson),
          user: fc.oneof(fc.constant('U0AGENT1'), anyJson),
          text: fc.oneof(fc.constantFrom('/ticket show', '/ticket why C1'), anyJson),
          channel: fc.oneof(fc.constant('D0AGENT1'), anyJson),
          channel_type: fc.oneof(fc.constant('im'), anyJson),
          item: seldom,
          subteam: seldom,
          tab: fc.oneof(fc.constant('home'), anyJson),
          thread_ts: seldom,
          ts: anyJson,
        },
        { requiredKeys: [] },
      ),
      anyJson,
    ),
    authorizations: fc.oneof(fc.constant([{ team_id: 'T0ACME' }]), anyJson),
  },
  { requiredKeys: [] },
);

const form = (fields: Readonly<Record<string, string>>): string => new URLSearchParams(fields).toString();

const command = fc
  .record({
    asked: fc.oneof(
      fc.record({
        command: fc.oneof(fc.constantFrom('/ticket', '/customer', '/nothing'), nasty),
        verb: fc.constantFrom(...LOOKS),
      }),
      // Said to another command it would be the first word of something new.
      fc.constant({ command: '/ticket', verb: 'why' }),
    ),
    rest: nasty,
    user_id: fc.oneof(fc.constant('U0AGENT1'), nasty),
    trigger_id: nasty,
    team_id: fc.oneof(fc.constant('T0ACME'), nasty),
    channel_id: fc.oneof(fc.constant('C0SUPPORT'), nasty),
  })
  .map(({ asked: { command, verb }, rest, ...fields }) => form({ command, ...fields, text: `${verb} ${rest}` }));

const slackBody = fc.oneof(
  command,
  interaction.map((payload) => form({ payload: JSON.stringify(payload) })),
  event.map((payload) => JSON.stringify(payload)),
  deep.map((text) => form({ payload: text })),
  deep,
  nasty,
  fc.constant(form({ payload: '{"type":"block_actions"' })),
);

const WECOM_TYPES = ['text', 'event', 'image', 'voice', 'location', 'link'];
const wecomXml = fc.oneof(
  fc
    .record({
      from: fc.oneof(fc.constantFrom('agent1', '007', 'AGENT1'), nasty),
      type: fc.oneof(fc.constantFrom(...WECOM_TYPES), nasty),
      content: fc.oneof(
        fc.constantFrom('/ticket show', '／ticket 查看 C1', '工单 帮助'),
        nasty.map((text) => `/ticket show ${text}`),
      ),
      event: fc.oneof(fc.constantFrom('click', 'template_card_event', 'enter_agent', 'subscribe'), nasty),
      key: nasty,
      id: nasty,
    })
    .map(
      ({ from, type, content, event, key, id }) =>
        `<xml>${element('ToUserName', 'corp')}${element('FromUserName', from)}${element('CreateTime', 1_700_000_000)}` +
        `${element('MsgType', type)}${element('Content', content)}${element('Event', event)}${element('EventKey', key)}` +
        `${element('TaskId', id)}${element('MsgId', id)}${element('AgentID', 1)}</xml>`,
    ),
  nasty,
  deep,
  fc.integer({ min: 10, max: 5_000 }).map((depth) => '<a>'.repeat(depth)),
);

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'];
const PATHS = [
  '/',
  '/healthz',
  '/readyz',
  '/metrics',
  '/slack/events',
  '/slack/',
  '/slack/../metrics',
  '/wecom/callback',
  '/f/',
  '/f/0',
  '/f/..%2f..%2fetc%2fpasswd',
  '/playground',
  '/api/messages',
  '//evil.example/x',
];

const astray = fc
  .record({
    method: fc.constantFrom(...METHODS),
    path: fc.oneof(
      fc.constantFrom(...PATHS),
      fc.string({ unit: 'grapheme-ascii', maxLength: 80 }).map((text) => `/f/${encodeURIComponent(text)}`),
      fc
        .string({ unit: 'grapheme-ascii', maxLength: 80 })
        .map((text) => `/${encodeURIComponent(text)}?${encodeURIComponent(text)}=`),
    ),
    type: fc.constantFrom(
      'application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/xml',
      'x',
    ),
    body: fc.oneof(
      nasty,
      deep,
      anyJson.map((value) => JSON.stringify(value) ?? ''),
    ),
    origin: fc.constantFrom('', 'null', 'https://evil.example'),
  })
  .map(
    ({ method, path, type, body, origin }): HostileRequest => ({
      method,
      path,
      headers: { 'content-type': type, ...(origin === '' ? {} : { origin }) },
      body: method === 'GET' || method === 'HEAD' ? '' : body,
    }),
  );

/** Any hostile request at any public route: forged, replayed, stale, broken, or rightly signed with nonsense inside. */
export function hostileRequests(slack: FakeSlack, wecom: FakeWecom, nowMs: () => number): fc.Arbitrary<HostileRequest> {
  const toSlack = fc
    .record({
      body: slackBody,
      way: fc.constantFrom('true', 'true', 'true', 'forged', 'stale', 'unsigned'),
      type: fc.constantFrom('application/x-www-form-urlencoded', 'application/json', 'application/json', 'text/plain'),
    })
    .map(({ body, way, type }): HostileRequest => {
      const timestamp = String(Math.floor(nowMs() / 1_000) - (way === 'stale' ? 3_600 : 0));
      const signature = signSlack(way === 'forged' ? 'another' : slack.signingSecret, timestamp, body);
      const isForm = body.startsWith('payload=') || body.startsWith('command=');
      const headers = {
        'content-type': isForm ? 'application/x-www-form-urlencoded' : type,
        'x-slack-request-timestamp': timestamp,
        ...(way === 'unsigned' ? {} : { 'x-slack-signature': signature }),
      };
      return { method: 'POST', path: '/slack/events', headers, body };
    });
  const { corpId, token, encodingAesKey } = wecom;
  const keys = { token, encodingAesKey, receiveId: corpId };
  const toWecom = fc
    .record({
      xml: wecomXml,
      way: fc.constantFrom('true', 'true', 'true', 'forged', 'stale', 'astray', 'cut', 'echo', 'spoiled'),
      cut: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ xml, way, cut }): HostileRequest => {
      const now = nowMs() - (way === 'stale' ? 3_600_000 : 0);
      const spoil = {
        ...(way === 'forged' ? { signature: '0'.repeat(40) } : {}),
        ...(way === 'astray' ? { receiveId: 'ww0other' } : {}),
      };
      const signed = way === 'echo' ? signedEcho(keys, xml, now, spoil) : signedMessage(keys, xml, now, spoil);
      const at = Math.floor(signed.body.length * cut);
      const spoiled = way === 'spoiled' ? `${signed.body.slice(0, at)}A${signed.body.slice(at + 1)}` : signed.body;
      return {
        method: way === 'echo' ? 'GET' : 'POST',
        path: `/wecom/callback?${signed.query}`,
        headers: { 'content-type': 'text/xml' },
        body: way === 'cut' ? signed.body.slice(0, at) : spoiled,
      };
    });
  return fc.oneof(
    { arbitrary: toSlack, weight: 4 },
    { arbitrary: toWecom, weight: 4 },
    { arbitrary: astray, weight: 2 },
  );
}
