import { setTimeout as pause } from 'node:timers/promises';
import type { FakeSlack } from '../support/fake-slack/fake-slack.ts';
import type { Company, Person, Team } from './company.ts';
import type { Came, People } from './people.ts';
import type { PlannedCase } from './plan.ts';
import { createRandom, type Random } from './random.ts';
import type { Deed } from './ways.ts';

export interface CasesDeps {
  readonly seed: number;
  readonly slack: FakeSlack;
  readonly company: Company;
  readonly people: People;
  /** The number on the card of the ticket of this mark, once Slack shows one. */
  readonly numberOf: (mark: string) => string | null;
  readonly lateWithinMs: number;
  readonly isOver: () => boolean;
}

const THINGS = [
  'The printer on the second floor jams at every page',
  'The export of the report lacks its last column',
  'Scanning at the gate shows a network error',
  'The invoice names the wrong company',
  'The monitors ordered last month came two short',
] as const;

/** Reads each call of Slack once, however often it is asked: the stand-in for Slack must stay quick. */
export function createNumberIndex(slack: FakeSlack): (mark: string) => string | null {
  const numbersByMark = new Map<string, string>();
  let read = 0;
  return (mark) => {
    for (; read < slack.calls.length; read += 1) {
      const call = slack.calls[read];
      if (call?.method !== 'chat.postMessage' || call.args.thread_ts !== undefined) continue;
      const written = /case (mk\d+x)/.exec(JSON.stringify(call.args.blocks ?? ''))?.[1];
      const number = /C\d{9,}/.exec(String(call.args.text))?.[0];
      if (written !== undefined && number !== undefined) numbersByMark.set(written, number);
    }
    return numbersByMark.get(mark) ?? null;
  };
}

/**
 * One ticket from its opening to wherever its treatment takes it. People do one thing after another on it, so that what
 * was answered before something else was asked must also be seen before it.
 */
export async function playCase(deps: CasesDeps, planned: PlannedCase): Promise<void> {
  const random = createRandom(deps.seed, planned.mark);
  const team = deps.company.teams[planned.team];
  const by = team?.agents[random.between(0, 1)];
  if (team === undefined || by === undefined) throw new Error('a case without a team');
  const story: Story = { ...deps, planned, random, team, by, revision: 0, notes: 0 };
  const number = await open(story);
  if (number === null) return;
  await work(story, number);
}

interface Story extends CasesDeps {
  readonly planned: PlannedCase;
  readonly random: Random;
  readonly team: Team;
  readonly by: Person;
  revision: number;
  notes: number;
}

async function open(story: Story): Promise<string | null> {
  const { planned, random, team, by, people } = story;
  const words = `${random.pick(THINGS)}, case ${planned.mark}`;
  const urgency = planned.urgent ? ' !urgent' : ' !normal';
  const marks = ` team:${team.key}${urgency}${planned.owned ? ` @${by.key}` : ''}`;
  const deed: Deed = { mark: planned.mark, deed: 'create', by, team, line: `new ${words}${marks}`, words };
  const came = await (planned.opened === 'form'
    ? people.fills(deed, `new it is broken${marks}`, { description: words })
    : people.types(deed));
  if (came.came !== 'done') return null;
  return came.number === '' ? numberOnCard(story) : came.number;
}

/** A form tells the number in a message of its own: whoever waits reads it off the card. */
function numberOnCard({ slack, numberOf, planned }: Story): Promise<string | null> {
  return slack.until(() => numberOf(planned.mark), 'the card of a form', 40_000).catch(() => null);
}

async function work(story: Story, number: string): Promise<void> {
  const { planned, random, people } = story;
  switch (planned.treatment) {
    case 'ignored':
      // Words alone answer no customer.
      await beside(story, number, random.between(0, 2));
      return;
    case 'answered':
      await wait(story, 0, 1_500);
      await take(story, number);
      await contact(story, number);
      return;
    case 'late':
      await wait(story, 7_000, story.lateWithinMs);
      if (random.chance(0.6)) {
        await people.presses(deed(story, 'ack', `ack ${number}`), 'ticket.ack', number);
        await wait(story, 500, story.lateWithinMs / 2);
      }
      if (random.chance(0.7)) await contact(story, number);
      await wait(story, 0, 2_000);
      if (random.chance(0.7)) await take(story, number);
      return;
    case 'worked':
      await beside(story, number, random.between(1, 3));
      await take(story, number);
      await beside(story, number, random.between(1, 3));
      await contact(story, number);
      await beside(story, number, 1);
      if (random.chance(0.6)) await people.types(worded(story, 'resolve', number));
  }
}

async function beside(story: Story, number: string, times: number): Promise<void> {
  const { random, people } = story;
  for (let i = 0; i < times; i += 1) {
    await wait(story, 100, 2_500);
    if (random.chance(0.5)) {
      const revision = story.revision + 1;
      const changed = { ...deed(story, 'edit', `edit ${number} #r${revision}`), revision };
      story.revision = revision;
      await people.types(changed);
    } else {
      const noted = worded(story, 'note', number);
      await (random.chance(0.4) ? people.writes(noted) : people.types(noted));
    }
  }
}

function take(story: Story, number: string): Promise<Came> {
  const taken = deed(story, 'take', `take ${number}`);
  return story.random.chance(0.5) ? story.people.presses(taken, 'ticket.take', number) : story.people.types(taken);
}

function contact(story: Story, number: string): Promise<Came> {
  return story.people.types(worded(story, 'contact', number));
}

function deed({ planned, by, team }: Story, name: Deed['deed'], line: string): Deed {
  return { mark: planned.mark, deed: name, by, team, line };
}

/** A deed with words that nothing else in the run has. */
function worded(story: Story, name: 'note' | 'contact' | 'resolve', number: string): Deed {
  story.notes += 1;
  const words = `words ${story.planned.mark}n${story.notes}e`;
  const verb = name === 'contact' ? 'contacted' : name;
  return { ...deed(story, name, `${verb} ${number} ${words}`), words };
}

async function wait({ random, isOver }: Story, leastMs: number, mostMs: number): Promise<void> {
  if (isOver()) return;
  await pause(random.between(leastMs, mostMs));
}
