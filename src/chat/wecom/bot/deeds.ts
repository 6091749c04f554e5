import type { Ms } from '../../../domain/time.ts';
import type { Catalogue } from '../../catalogue.ts';
import type { Account, Dispatch, Inbound } from '../../inbound.ts';
import type { Inbox, ReceivedDeed } from '../../inbox.ts';
import type { Log } from '../app/log.ts';
import { readButtonKey } from '../render/button-key.ts';
import { SEND_FORM } from '../render/choice-card.ts';
import type { Answers } from './answers.ts';
import type { ClickFrame, Incoming, MessageFrame, Place } from './frames.ts';
import type { Speaker } from './speaker.ts';
import type { TypedReader } from './typed-text.ts';
import type { UserIds } from './user-ids.ts';
import { groupConversation, readWay, type Way, wayOf } from './way.ts';

export interface DeedsDeps {
  readonly workspace: string;
  /** Whose inbox keeps our deeds: `wecom/CORP/bot`. */
  readonly surface: string;
  readonly inbox: Inbox;
  readonly dispatch: Dispatch;
  readonly catalogue: Catalogue;
  readonly typed: TypedReader;
  readonly userIds: UserIds;
  readonly accountOf: (userId: string) => Account;
  readonly answers: Answers;
  readonly speaker: Speaker;
  /** A group that the policy names as a team's channel. */
  readonly isTeamPlace: (conversation: string) => boolean;
  readonly welcomeText: (conversation: string) => string;
  readonly log: Log;
  /** Counts what came over the connection; a closed set. */
  readonly count: (frame: Incoming['kind']) => void;
  readonly elapsed: () => Ms;
  readonly process: string;
}

export interface Deeds {
  /** Takes one frame in. Never throws. */
  receive(frame: Exclude<Incoming, { kind: 'answer' }>): void;
  /** Does what the inbox kept, and answers. Throws when nobody heard the answer. */
  handle(deed: ReceivedDeed): Promise<void>;
  /** Resolves when everything taken in is in the inbox or answered. */
  drain(): Promise<void>;
}

/** Messages that are no deeds, remembered so that their repeats are not answered again. */
const REMEMBERED = 1_000;

/** From frames to deeds: stored, dispatched, answered. A click comes once and never again (D/101027). */
export function createDeeds(deps: DeedsDeps): Deeds {
  const { inbox, answers, log } = deps;
  const underway = new Set<Promise<void>>();
  const answeredIds = new Set<string>();

  function run(work: Promise<void>): void {
    const settled = work
      .catch((error: unknown) => log.error({ err: error }, 'a frame of the AI bot could not be worked on'))
      .finally(() => underway.delete(settled));
    underway.add(settled);
  }

  function receive(frame: Exclude<Incoming, { kind: 'answer' }>): void {
    deps.count(frame.kind);
    switch (frame.kind) {
      case 'message':
        return run(receiveMessage(frame));
      case 'click':
        return run(receiveClick(frame));
      case 'entered':
        return run(welcome(frame));
      case 'evicted':
      case 'other-event':
        return;
      case 'unknown-cmd':
        return log.warn({ cmd: frame.name.slice(0, 60) }, 'the AI bot does not know this kind of frame');
      case 'malformed':
        return log.warn({ where: frame.where }, 'a frame of the AI bot is not what it should be');
    }
  }

  async function receiveMessage(frame: MessageFrame): Promise<void> {
    const { text, quote, msgId, group } = frame;
    const way = wayOf(frame, null, received());
    const command = text === null ? null : deps.typed.read({ text, quote, isGroup: group !== null }).command;
    if (command === null) {
      if (isRepeat(msgId)) return;
      const place = conversationOf(frame);
      const commands = deps.catalogue.commands.map(({ name }) => `/${name}`);
      return answers.say(way, place, (words) => {
        const help =
          text === null
            ? words.textOnly({ example: words.example })
            : words.notUnderstood({ commands, example: words.example });
        // Whoever sets up a team's channel needs the group's name in our words, and finds it nowhere else.
        return group === null || deps.isTeamPlace(place) ? help : `${help}\n\n${words.place({ place })}`;
      });
    }
    await keep(deedOf(frame, way, `msg:${msgId}`, { type: 'command', ...command }));
  }

  async function receiveClick(frame: ClickFrame): Promise<void> {
    // A button of another release, or of nobody's: dispatch knows what to say to an action that does not exist.
    const meaning = readButtonKey(frame.eventKey) ?? { action: 'unknown.unknown', value: '' };
    const way = wayOf(frame, frame.taskId, received(), frame.chosen);
    await keep(deedOf(frame, way, `click:${frame.clickId}`, { type: 'click', ...meaning }));
  }

  async function welcome(frame: Place): Promise<void> {
    const answer = await deps.speaker.welcome(frame.reqId, deps.welcomeText(conversationOf(frame)));
    if (answer.kind !== 'ok') log.info({ answer }, 'somebody was not welcomed by the AI bot');
  }

  /** Stored first: from here on it is done even if this process dies. */
  async function keep(deed: ReceivedDeed): Promise<void> {
    if ((await inbox.keep(deed)) !== 'repeat') inbox.process(deed);
  }

  function deedOf(place: Place, way: Way, key: string, what: Inbound['what']): ReceivedDeed {
    const { surface, workspace } = deps;
    const who = deps.accountOf(place.userId);
    const where = { platform: 'wecom', workspace, id: conversationOf(place) } as const;
    return { surface, inbound: { dedupeKey: `${surface}:${key}`, who, where, what }, way };
  }

  function received(): Pick<Way, 'process' | 'receivedAt'> {
    return { process: deps.process, receivedAt: deps.elapsed() };
  }

  function isRepeat(msgId: string): boolean {
    if (answeredIds.has(msgId)) return true;
    answeredIds.add(msgId);
    const [oldest] = answeredIds;
    if (answeredIds.size > REMEMBERED && oldest !== undefined) answeredIds.delete(oldest);
    return false;
  }

  return {
    receive,
    async handle({ inbound: kept, way: stored }) {
      const way = readWay(stored);
      if (way === null) return log.warn({}, 'a deed that another release of the AI bot kept cannot be answered');
      // Whose encrypted id it is only the platform knows, and asking takes time: the deed was stored before.
      const userId = await deps.userIds.plain(way.userId);
      const where = way.group === null ? { ...kept.where, id: `@${userId}` } : kept.where;
      const inbound: Inbound = { ...kept, who: deps.accountOf(userId), where };
      if (inbound.what.type === 'click' && inbound.what.action === SEND_FORM) {
        return answers.toFormCard(way, inbound, inbound.what.value);
      }
      const answer = await deps.dispatch(inbound);
      if (inbound.what.type === 'click') await answers.toClick(way, inbound, answer);
      else await answers.toCommand(way, inbound, answer);
    },
    async drain() {
      while (underway.size > 0) await Promise.all(underway);
    },
  };
}

function conversationOf({ group, userId }: Place): string {
  return group === null ? `@${userId}` : groupConversation(group);
}
