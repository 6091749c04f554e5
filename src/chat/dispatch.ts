import type { Command, CommandContext, Services, Verb } from '../commands/command.ts';
import { registry, verbOfAction } from '../commands/index.ts';
import { refOf } from '../commands/read-person.ts';
import type { PolicyInForce } from '../domain/commitment/track.ts';
import type { Duty } from '../domain/duty/duty.ts';
import { foldWord } from '../domain/intake/clean.ts';
import { splitVerb } from '../domain/intake/verb.ts';
import { type Actor, actorOf } from '../domain/people.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { Ms } from '../domain/time.ts';
import type { Locale, PersonRef } from '../domain/vocabulary.ts';
import { NotConfirmed, NothingSaved, UnknownPolicy } from '../usecases/failures.ts';
import type { Clock, Policies } from '../usecases/ports.ts';
import type { Button } from './card.ts';
import { type CardContext, cardContext } from './cards/context.ts';
import { said } from './cards/outcome-card.ts';
import { retypeButtons } from './cards/retype-button.ts';
import type { Account, Answer, Dispatch, Inbound, Reply } from './inbound.ts';

/** How a deed ended, for the metrics. */
export type DeedResult = 'done' | 'refused' | 'unavailable' | 'failed';

/** What the application wants to know of every deed; nothing of it holds words. */
export interface DeedRecord {
  readonly platform: string;
  readonly command: string;
  readonly verb: string;
  readonly result: DeedResult;
  readonly elapsedMs: Ms;
}

export interface DispatchDeps {
  readonly services: Services;
  readonly policies: Policies;
  readonly clock: Clock;
  readonly nameOf: (ref: PersonRef) => string;
  /** Who is there. Absent: everybody. */
  readonly duty?: () => Duty;
  /** Somebody was seen on a platform: their name is worth remembering. Must not throw. */
  readonly seen: (account: Account) => void;
  readonly record: (deed: DeedRecord) => void;
  /** Keeps an unexpected error with an id that the person is told. */
  readonly report: (error: unknown, inbound: Inbound) => string;
  /** Runs the work of one deed so that its log lines belong together. */
  readonly within: <T>(inbound: Inbound, work: () => Promise<T>) => Promise<T>;
  /** Machine time that a platform's listener may wait for the answer. */
  readonly waitMs: Ms;
  /** Monotonic machine time. */
  readonly elapsed: () => Ms;
}

/**
 * The one way in. Finds out who speaks and what they want, runs it, and answers within `waitMs`: what takes longer is
 * answered later, and what fails is told in the person's language. Never throws.
 */
export function createDispatch(deps: DispatchDeps): Dispatch {
  return (inbound) => deps.within(inbound, () => answer(deps, inbound));
}

async function answer(deps: DispatchDeps, inbound: Inbound): Promise<Answer> {
  const startedAt = deps.elapsed();
  deps.seen(inbound.who);
  const policy = deps.policies.active();
  const ref = refOf(policy.policy, inbound.who);
  const locale = localeOf(policy.policy, ref, inbound.who);
  const card = cardContext({
    locale,
    now: deps.clock.now(),
    policy: policy.policy,
    nameOf: deps.nameOf,
    ...dutyOf(deps),
  });
  const target = targetOf(inbound);
  const work = (async (): Promise<Reply> => {
    let result: DeedResult = 'done';
    try {
      const actor = withStandIns(actorOf(policy.policy, ref), card);
      if (actor === null) {
        result = 'refused';
        return plain(card.m.reply.stranger);
      }
      const { services } = deps;
      const policyOf = (hash: string) => policyByHash(deps.policies, hash);
      const context = { inbound, actor, policy, policyOf, card, services, budgetMs: deps.waitMs - 200 };
      const reply = await run(context, target);
      if (reply.kind === 'card' && reply.card.tone === 'warn') result = 'refused';
      return reply;
    } catch (error) {
      result = error instanceof NothingSaved || error instanceof NotConfirmed ? 'unavailable' : 'failed';
      return failureReply(deps, inbound, card, error);
    } finally {
      const elapsedMs = deps.elapsed() - startedAt;
      deps.record({
        platform: inbound.who.platform,
        command: target.commandName,
        verb: target.verbName,
        result,
        elapsedMs,
      });
    }
  })();
  return within(work, deps.waitMs, () => plain(card.m.reply.stillWorking));
}

/** Whoever stands in for somebody may do what that person might. */
function withStandIns(actor: Actor | null, { duty, now }: CardContext): Actor | null {
  const standsInFor = actor === null ? undefined : duty?.standsInFor(actor.ref, now);
  return actor === null || standsInFor === undefined || standsInFor.size === 0 ? actor : { ...actor, standsInFor };
}

function dutyOf({ duty }: DispatchDeps): Pick<CardContext, 'duty'> {
  return duty === undefined ? {} : { duty: duty() };
}

function policyByHash(policies: Policies, hash: string): PolicyInForce {
  try {
    return policies.byHash(hash);
  } catch (error) {
    // Another replica has just put it in force: nothing to explain yet that the active one would not explain too.
    if (error instanceof UnknownPolicy) return policies.active();
    throw error;
  }
}

/** The language of a private answer: the person's in the policy, else the platform's, else the policy's. */
function localeOf(policy: Policy, ref: PersonRef, who: Account): Locale {
  return policy.people.get(ref)?.locale ?? who.locale ?? policy.locale;
}

interface Target {
  readonly commandName: string;
  readonly verbName: string;
  readonly found: { readonly command: Command; readonly verb: Verb } | null;
  readonly rest: string;
  readonly suggestion: string | null;
}

function targetOf({ what }: Inbound): Target {
  if (what.type === 'command') {
    const name = foldWord(what.name).replace(/^\//, '');
    const command = registry.commands.find((one) => one.name === name || one.aliases.includes(name));
    if (command === undefined)
      return { commandName: name, verbName: '', found: null, rest: what.text, suggestion: null };
    const { verb: verbName, rest, suggestion } = splitVerb(what.text, command.verbs);
    const verb = command.verbs.find((one) => one.name === verbName) ?? command.verbs[0];
    return { commandName: command.name, verbName: verb.name, found: { command, verb }, rest, suggestion };
  }
  const action =
    what.type === 'shortcut'
      ? (registry.shortcuts.find((one) => one.name === what.name)?.action ?? what.name)
      : what.action;
  const found = verbOfAction(action);
  const [commandName = '', verbName = ''] = action.split('.', 2);
  return { commandName, verbName, found, rest: '', suggestion: null };
}

async function run(context: CommandContext, target: Target): Promise<Reply> {
  const { m } = context.card;
  const { what } = context.inbound;
  if (target.found === null) {
    return plain(what.type === 'command' ? m.reply.unknownCommand({ name: target.commandName }) : m.reply.staleButton, [
      m.reply.tryThis({ example: '/ticket help' }),
    ]);
  }
  const { verb, command } = target.found;
  switch (what.type) {
    case 'command': {
      if (target.suggestion !== null) {
        const word = target.rest.split(/\s+/u)[0] ?? '';
        const line = `${target.suggestion}${target.rest.slice(word.length)}`;
        return plain(
          m.reply.unknownVerb({ word, meant: target.suggestion }),
          [m.reply.tryThis({ example: `/${command.name} ${line}` }), m.reply.unknownVerbHint, m.reply.nothingChanged],
          retypeButtons(command.name, line),
        );
      }
      return verb.typed(context, target.rest);
    }
    case 'click':
      return verb.clicked === undefined ? plain(m.reply.staleButton) : verb.clicked(context, what.value);
    case 'form':
      return verb.submitted === undefined
        ? plain(m.reply.staleButton)
        : verb.submitted(context, what.context, what.values);
    case 'shortcut':
      return verb.shortcut === undefined ? plain(m.reply.staleButton) : verb.shortcut(context, what.message);
  }
}

function failureReply(deps: DispatchDeps, inbound: Inbound, card: CardContext, error: unknown): Reply {
  const { reply } = card.m;
  if (error instanceof NothingSaved) return plain(reply.nothingSaved);
  if (error instanceof NotConfirmed) return plain(reply.notConfirmed);
  return plain(reply.unexpected({ id: deps.report(error, inbound) }));
}

function plain(title: string, lines: readonly string[] = [], buttons: readonly Button[] = []): Reply {
  return { kind: 'card', card: said(title, 'warn', lines, buttons) };
}

/** The reply when it comes in time, else what to say meanwhile and the promise of the rest. */
async function within(work: Promise<Reply>, waitMs: Ms, meanwhile: () => Reply): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, waitMs, null);
  });
  const reply = await Promise.race([work, late]);
  clearTimeout(timer);
  return reply === null ? { reply: meanwhile(), later: work } : { reply, later: null };
}
