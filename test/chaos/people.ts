import { request as httpRequest } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { FakeSlack } from '../support/fake-slack/fake-slack.ts';
import { typeInto, viewPayload } from '../support/fake-slack/modals.ts';
import {
  commandRequest,
  eventRequest,
  interactiveRequest,
  type SlackRequest,
  sign,
} from '../support/fake-slack/requests.ts';
import { buttonsOf, unescapeText } from '../support/fake-slack/visible-text.ts';
import type { Message, Modal } from '../support/fake-slack/world.ts';
import type { Person, Team } from './company.ts';
import type { Random } from './random.ts';
import type { Replica } from './replicas.ts';
import type { DeedName, RequestRecord } from './requests.ts';

/*
 * People as Slack hands on what they do: signed requests to some replica, given up after three seconds, delivered again
 * under the same id to another one, sometimes to two at once, and sometimes once more although all went well.
 */

const PATIENCE_MS = 3_000;
/** A private answer that was promised, or that follows an empty acknowledgement, is waited for so long. */
const ANSWER_WITHIN_MS = 5_000;
const DELIVERIES = 9;

const DONE: Readonly<Record<DeedName, RegExp>> = {
  create: /^Ticket (C\d+ )?is open/,
  take: /^(C\d+) is yours/,
  contact: /^(C\d+): customer reached/,
  note: /^(C\d+): note added/,
  edit: /^(C\d+) is corrected/,
  ack: /^Seen: (C\d+)/,
  resolve: /^(C\d+) is resolved/,
};
/** Answers that say that the same request may be sent again. */
const AGAIN = /^(The database cannot be reached|Not confirmed|Still working|That went wrong|Slack did not open)/;

export interface PeopleDeps {
  readonly slack: FakeSlack;
  readonly replicas: readonly Replica[];
  readonly random: Random;
  /** True once the time is up: nothing is tried again. */
  readonly isOver: () => boolean;
  readonly records: RequestRecord[];
}

export interface Deed {
  readonly mark: string;
  readonly deed: DeedName;
  readonly by: Person;
  readonly team: Team;
  /** After `/ticket `. */
  readonly line: string;
  readonly words?: string;
  readonly revision?: number;
}

/** What came of a deed: `done` with the ticket's number (empty from a form), refused by a rule, or nobody knows. */
export type Came = { readonly came: 'done'; readonly number: string } | { readonly came: 'refused' | 'unknown' };

export interface People {
  /** Types a slash command in the team's channel. */
  types(deed: Deed): Promise<Came>;
  /** Writes the same to the bot in the direct talk. */
  writes(deed: Deed): Promise<Came>;
  /** Presses the button of this action on a message that shows it for the ticket; types the line where there is none. */
  presses(deed: Deed, action: string, number: string): Promise<Came>;
  /** Types `opening`, which says too little, and fills in the form that asks for the rest. */
  fills(deed: Deed, opening: string, values: Readonly<Record<string, string>>): Promise<Came>;
}

/** One delivery: the request for it, and what it told the person, `null` for nothing within the time. */
interface Way {
  readonly id: string;
  make(tag: string): SlackRequest;
  hear(answer: HttpAnswer, tag: string, sentAt: number): Promise<string | null>;
}

interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  readonly tookMs: number;
}

export function createPeople({ slack, replicas, random, isOver, records }: PeopleDeps): People {
  const { world } = slack;
  const responseUrlBase = slack.apiUrl.replace(/api\/$/, 'response/');

  /** A way back for one delivery; its channel is made up, so that what comes back by it is known again. */
  function responseUrl(user: Person, tag: string): string {
    const id = `r${world.next()}`;
    const way = { user: user.account, channel: tag, threadTs: null, at: world.now(), uses: 0, original: null };
    world.responseUrlsById.set(id, { id, ...way });
    return responseUrlBase + id;
  }

  function privateAnswer(tag: string): Promise<string | null> {
    const heard = () => world.ephemerals.findLast(({ channel }) => channel === tag)?.text ?? null;
    return world.until(heard, () => 'a private answer', ANSWER_WITHIN_MS).catch(() => null);
  }

  async function carry(deed: Deed, way: Way): Promise<Came> {
    const record: RequestRecord = {
      id: way.id,
      mark: deed.mark,
      deed: deed.deed,
      by: deed.by.name,
      words: deed.words ?? null,
      revision: deed.revision ?? null,
      sentAt: Date.now(),
      ackedAt: null,
      isHold: false,
      numbers: new Set(),
      deliveries: 0,
    };
    records.push(record);
    for (let delivery = 0; delivery < DELIVERIES && !isOver(); delivery += 1) {
      if (delivery > 0) await pause(random.between(200, 1_200));
      const [first, second] = twoReplicas();
      const came = await Promise.all(
        random.chance(0.2)
          ? [deliver(deed, way, record, first), deliver(deed, way, record, second)]
          : [deliver(deed, way, record, first)],
      );
      const done = came.find((one) => one.came === 'done');
      if (done !== undefined) {
        // A platform that missed the answer delivers again, whatever we think of it.
        if (random.chance(0.15)) await deliver(deed, way, record, second);
        return done;
      }
      if (came.some((one) => one.came === 'refused')) return { came: 'refused' };
    }
    return { came: 'unknown' };
  }

  function twoReplicas(): [Replica, Replica] {
    const first = random.pick(replicas);
    return [first, random.pick(replicas.filter((one) => one !== first))];
  }

  async function deliver(deed: Deed, way: Way, record: RequestRecord, to: Replica): Promise<Came> {
    record.deliveries += 1;
    const tag = `answer-${world.next()}`;
    const sentAt = Date.now();
    const answer = await post(to.url, slack.signingSecret, way.make(tag), record.deliveries - 1).catch(() => null);
    if (answer === null || answer.status !== 200) return { came: 'unknown' };
    let text = await way.hear(answer, tag, sentAt);
    if (text?.startsWith('Still working') === true) text = await privateAnswer(tag);
    if (text === null) return { came: 'unknown' };
    const done = DONE[deed.deed].exec(text);
    if (done === null) return { came: AGAIN.test(text) ? 'unknown' : 'refused' };
    record.ackedAt ??= Date.now();
    record.isHold ||= text.includes('is quiet until');
    const number = done[1]?.trim() ?? '';
    if (number !== '') record.numbers.add(number);
    return { came: 'done', number };
  }

  /** What the acknowledgement itself says. */
  const hearAcknowledgement: Way['hear'] = async ({ body }) => {
    if (body === '') return null;
    const { text } = JSON.parse(body) as { text?: unknown };
    return typeof text === 'string' ? unescapeText(text) : null;
  };

  function commandWay({ by, team }: Deed, text: string): Way {
    const trigger = newTrigger(by);
    return {
      id: trigger,
      make: (tag) =>
        commandRequest({
          token: 'legacy',
          team_id: world.team.id,
          team_domain: world.team.domain,
          channel_id: team.channel,
          channel_name: team.key,
          user_id: by.account,
          user_name: by.key,
          command: '/ticket',
          text,
          api_app_id: 'A0HUIYIN',
          is_enterprise_install: 'false',
          response_url: responseUrl(by, tag),
          trigger_id: trigger,
        }),
      hear: hearAcknowledgement,
    };
  }

  function newTrigger(by: Person): string {
    const id = `${world.next()}.trigger.${by.account}`;
    world.triggersById.set(id, { id, user: by.account, at: world.now(), used: false });
    return id;
  }

  function eventWay({ by, line, deed }: Deed): Way {
    const id = `Ev${world.next()}`;
    const ts = world.nextTs();
    return {
      id,
      make: () =>
        eventRequest({
          type: 'event_callback',
          token: 'legacy',
          team_id: world.team.id,
          api_app_id: 'A0HUIYIN',
          event_id: id,
          event_time: Math.floor(world.now() / 1_000),
          authorizations: [],
          event: {
            type: 'message',
            channel_type: 'im',
            user: by.account,
            text: `/ticket ${line}`,
            ts,
            channel: directTalk(by),
            event_ts: ts,
            team: world.team.id,
          },
        }),
      // A platform does not deliver an event again that was acknowledged: unless something else is said, it is done.
      async hear(_answer, _tag, sentAt) {
        const said = world.messages.findLast(
          ({ channel, author, ts: at }) =>
            channel === `D${by.account}` && author === world.bot.userId && Number(at) * 1_000 >= sentAt,
        );
        if (said !== undefined && AGAIN.test(unescapeText(said.text))) return said.text;
        const number = /C\d+/.exec(line)?.[0] ?? '';
        return deed === 'note' ? `${number}: note added` : null;
      },
    };
  }

  function directTalk({ account }: Person): string {
    const id = `D${account}`;
    if (!world.channelsById.has(id)) {
      const members = new Set([account, world.bot.userId]);
      world.channelsById.set(id, { id, name: 'directmessage', directWith: account, members, archived: false });
    }
    return id;
  }

  function clickWay({ by, team }: Deed, message: Message, button: ReturnType<typeof buttonsOf>[number]): Way {
    const trigger = newTrigger(by);
    return {
      id: trigger,
      make: (tag) =>
        interactiveRequest({
          type: 'block_actions',
          user: { id: by.account, username: by.key, name: by.key, team_id: world.team.id },
          api_app_id: 'A0HUIYIN',
          token: 'legacy',
          team: world.team,
          trigger_id: trigger,
          container: { type: 'message', message_ts: message.ts, channel_id: team.channel, is_ephemeral: false },
          channel: { id: team.channel, name: team.key },
          response_url: responseUrl(by, tag),
          message: { ts: message.ts, text: message.text },
          actions: [
            {
              type: 'button',
              action_id: button.actionId,
              block_id: button.blockId,
              text: { type: 'plain_text', text: button.label },
              value: button.value,
              action_ts: world.nextTs(),
            },
          ],
        }),
      hear: async (_answer, tag) => unescaped(await privateAnswer(tag)),
    };
  }

  function submissionWay({ by }: Deed, modal: Modal): Way {
    // As it was when it was sent: meanwhile the product may have put something else into the modal.
    const view = viewPayload(world, modal);
    return {
      id: modal.id,
      make: () =>
        interactiveRequest({
          type: 'view_submission',
          team: world.team,
          user: { id: by.account, username: by.key, name: by.key, team_id: world.team.id },
          api_app_id: 'A0HUIYIN',
          token: 'legacy',
          trigger_id: newTrigger(by),
          view,
          response_urls: [],
        }),
      async hear({ body }) {
        // An open form is closed for good only by what was saved; its number comes by another way.
        if (body.includes('"response_action":"clear"')) return 'Ticket is open';
        return /The database cannot be reached|Not confirmed|Still working|That went wrong/.exec(body)?.[0] ?? null;
      },
    };
  }

  /** A line that says nothing makes the product ask back, with what else it says kept in the form. */
  async function openForm(deed: Deed, line: string): Promise<Modal | null> {
    for (let attempt = 0; attempt < DELIVERIES && !isOver(); attempt += 1) {
      const way = commandWay(deed, line);
      await post(random.pick(replicas).url, slack.signingSecret, way.make('form'), 0).catch(() => null);
      const opened = [...world.modalsById.values()].find(({ triggerId }) => triggerId === way.id);
      if (opened !== undefined) return opened;
      await pause(random.between(300, 1_000));
    }
    return null;
  }

  const types = (deed: Deed): Promise<Came> => carry(deed, commandWay(deed, deed.line));
  return {
    types,
    writes: (deed) => carry(deed, eventWay(deed)),
    presses(deed, action, number) {
      const isIt = (one: ReturnType<typeof buttonsOf>[number]): boolean =>
        one.actionId.startsWith(`${action}#`) && one.value === number;
      const message = world.messages.findLast(
        ({ channel, blocks }) => channel === deed.team.channel && buttonsOf(blocks).some(isIt),
      );
      const button = message === undefined ? undefined : buttonsOf(message.blocks).find(isIt);
      return message === undefined || button === undefined ? types(deed) : carry(deed, clickWay(deed, message, button));
    },
    async fills(deed, opening, values) {
      const modal = await openForm(deed, opening);
      if (modal === null) return types(deed);
      typeInto(modal, values);
      return carry(deed, submissionWay(deed, modal));
    },
  };
}

function unescaped(text: string | null): string | null {
  return text === null ? null : unescapeText(text);
}

/** A connection of its own for each request, given up after three seconds whatever became of it. */
function post(url: string, secret: string, { contentType, body }: SlackRequest, retry: number): Promise<HttpAnswer> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      {
        method: 'POST',
        agent: false,
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: {
          'content-type': contentType,
          'content-length': Buffer.byteLength(body),
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': sign(secret, timestamp, body),
          ...(retry === 0 ? {} : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' }),
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: text, tookMs: performance.now() - startedAt }),
        );
        response.on('close', () => reject(new Error('cut off')));
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
