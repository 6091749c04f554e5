import { setTimeout as pause } from 'node:timers/promises';
import type { FakeSlack } from '../support/fake-slack/fake-slack.ts';
import { typeInto } from '../support/fake-slack/modals.ts';
import { buttonsOf } from '../support/fake-slack/visible-text.ts';
import type { Modal } from '../support/fake-slack/world.ts';
import { post } from './post.ts';
import type { Random } from './random.ts';
import type { Replica } from './replicas.ts';
import type { DeedName, RequestRecord } from './requests.ts';
import { AGAIN, createWays, type Deed, type ShownButton, type Way } from './ways.ts';

/*
 * People as Slack hands on what they do: signed requests to some replica, given up after three seconds, delivered again
 * under the same id to another one, sometimes to two at once, and sometimes once more although all went well.
 */

const DELIVERIES = 9;

/** How the product says that it is done, with the ticket's number. */
export const DONE: Readonly<Record<DeedName, RegExp>> = {
  create: /^Ticket (C\d+ )?is open/,
  take: /^(C\d+) is yours/,
  contact: /^(C\d+): customer reached/,
  note: /^(C\d+): note added/,
  edit: /^(C\d+) is corrected/,
  ack: /^Seen: (C\d+)/,
  resolve: /^(C\d+) is resolved/,
};

export interface PeopleDeps {
  readonly slack: FakeSlack;
  readonly replicas: readonly Replica[];
  readonly random: Random;
  /** True once the time is up: nothing is tried again. */
  readonly isOver: () => boolean;
  readonly records: RequestRecord[];
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

export function createPeople({ slack, replicas, random, isOver, records }: PeopleDeps): People {
  const { world } = slack;
  const ways = createWays(slack);

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
    if (text?.startsWith('Still working') === true) text = await ways.privateAnswer(tag);
    if (text === null) return { came: 'unknown' };
    const done = DONE[deed.deed].exec(text);
    if (done === null) return { came: AGAIN.test(text) ? 'unknown' : 'refused' };
    record.ackedAt ??= Date.now();
    record.isHold ||= text.includes('is quiet until');
    const number = done[1]?.trim() ?? '';
    if (number !== '') record.numbers.add(number);
    return { came: 'done', number };
  }

  /** A line that says nothing makes the product ask back, with what else it says kept in the form. */
  async function openForm(deed: Deed, line: string): Promise<Modal | null> {
    for (let attempt = 0; attempt < DELIVERIES && !isOver(); attempt += 1) {
      const way = ways.command(deed, line);
      await post(random.pick(replicas).url, slack.signingSecret, way.make('form'), 0).catch(() => null);
      const opened = [...world.modalsById.values()].find(({ triggerId }) => triggerId === way.id);
      if (opened !== undefined) return opened;
      await pause(random.between(300, 1_000));
    }
    return null;
  }

  const types = (deed: Deed): Promise<Came> => carry(deed, ways.command(deed, deed.line));
  return {
    types,
    writes: (deed) => carry(deed, ways.event(deed)),
    presses(deed, action, number) {
      const isIt = (one: ShownButton): boolean => one.actionId.startsWith(`${action}#`) && one.value === number;
      const message = world.messages.findLast(
        ({ channel, blocks }) => channel === deed.team.channel && buttonsOf(blocks).some(isIt),
      );
      const button = message === undefined ? undefined : buttonsOf(message.blocks).find(isIt);
      return message === undefined || button === undefined
        ? types(deed)
        : carry(deed, ways.click(deed, message, button));
    },
    async fills(deed, opening, values) {
      const modal = await openForm(deed, opening);
      if (modal === null) return types(deed);
      typeInto(modal, values);
      return carry(deed, ways.submission(deed, modal));
    },
  };
}
