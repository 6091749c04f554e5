import type {
  App,
  BlockAction,
  SlackCommandMiddlewareArgs,
  SlackShortcut,
  SlackViewMiddlewareArgs,
  SlashCommand,
  ViewSubmitAction,
} from '@slack/bolt';
import type { Account, Answer, Dispatch, Inbound, Reply } from '../inbound.ts';
import { isRefusal, whatKeepsOpen } from '../kept-form.ts';
import { type Answers, type WayBack } from './answers.ts';
import {
  clickToInbound,
  commandToInbound,
  globalShortcutToInbound,
  messageShortcutToInbound,
  type Pressed,
  readText,
  submissionToInbound,
  submittedValues,
} from './inbound.ts';
import { cutText, LIMITS } from './limits.ts';
import { refillForm, renderForm, renderNotice, unpackMemory } from './render-form.ts';
import type { SlackTexts } from './texts.ts';
import { type CallSlack } from './web-api.ts';

export interface ListenerDeps {
  readonly dispatch: Dispatch;
  readonly answers: Answers;
  readonly call: CallSlack;
  readonly accountOf: (workspace: string, userId: string, name: string | null) => Account;
  readonly textsFor: (account: Account) => SlackTexts;
  /** Somebody opens their page of ours; absent: there is none. */
  readonly homeOpened?: (account: Account) => Promise<void>;
}

/** A link is worth this much of the three seconds that an answer has, in milliseconds. */
const PERMALINK_MS = 600;

/**
 * Slash commands, buttons, forms and shortcuts. Each waits for the answer before it acknowledges, so that a deed that
 * was lost is seen as failed; what needs longer follows after the acknowledgement, inside the listener's own promise,
 * so that a drain waits for it.
 */
export function registerListeners(app: App, deps: ListenerDeps): void {
  app.command(/.*/, async ({ command, ack }) => runCommand(deps, command, ack));
  app.action({ type: 'block_actions' }, async ({ body, ack }) => pressButton(deps, body, ack));
  app.view<ViewSubmitAction>(/.*/, async ({ body, ack }) => submitForm(deps, body, ack));
  app.shortcut(/.*/, async ({ shortcut, ack }) => useShortcut(deps, shortcut, ack));
  app.event('app_home_opened', async ({ event, body }) => {
    // The same event tells of the direct talk beside it.
    if (event.tab === 'home') await deps.homeOpened?.(deps.accountOf(body.team_id, event.user, null));
  });
  // What we have no use for is acknowledged too: Slack shows people an error for silence.
  app.view({ type: 'view_closed' }, async ({ ack }) => ack());
  app.options(/.*/, async ({ ack }) => ack({ options: [] }));
}

type AckCommand = SlackCommandMiddlewareArgs['ack'];
type AckView = SlackViewMiddlewareArgs<ViewSubmitAction>['ack'];

async function runCommand(deps: ListenerDeps, command: SlashCommand, ack: AckCommand): Promise<void> {
  const account = deps.accountOf(command.team_id, command.user_id, command.user_name);
  const way: WayBack = {
    account,
    triggerId: command.trigger_id,
    responseUrl: command.response_url,
    channel: command.channel_id,
    threadTs: null,
  };
  const answer = await deps.dispatch(commandToInbound(command, account));
  const card = await deps.answers.cardOf(way, answer.reply);
  if (card === null) await ack();
  else await ack({ response_type: 'ephemeral', ...deps.answers.render(account, card) });
  await showLater(deps, way, answer);
}

/** A menu tells of itself also when nothing is chosen in it. */
function isPressed(action: BlockAction['actions'][number]): action is Pressed {
  if (action.type === 'static_select') return typeof action.selected_option?.value === 'string';
  return action.type === 'button';
}

async function pressButton(deps: ListenerDeps, body: BlockAction, ack: () => Promise<void>): Promise<void> {
  const action = body.actions.find(isPressed);
  if (action === undefined) return ack();
  const account = deps.accountOf(teamOf(body), body.user.id, body.user.name ?? body.user.username);
  const inbound = clickToInbound(body, action, account);
  const memory = body.view === undefined ? null : unpackMemory(body.view.private_metadata);
  const way: WayBack = {
    account,
    triggerId: body.trigger_id,
    responseUrl: body.response_url ?? null,
    channel: body.channel?.id ?? memory?.channel ?? null,
    threadTs: readText(body.message?.thread_ts) ?? null,
    isEphemeral: body.container['is_ephemeral'] === true,
    ...windowOf(body, memory?.channel ?? null),
  };
  await answerEmptyAck(deps, way, inbound, ack);
}

/** A window that a form of some channel left is answered there, as everything else in it. */
function windowOf({ view }: BlockAction, channel: string | null): Pick<WayBack, 'window'> {
  if (view === undefined || channel !== null) return {};
  return { window: view.type === 'home' ? 'home' : { viewId: view.id } };
}

async function useShortcut(deps: ListenerDeps, body: SlackShortcut, ack: () => Promise<void>): Promise<void> {
  const name = 'name' in body.user ? body.user.name : body.user.username;
  const account = deps.accountOf(teamOf(body), body.user.id, name ?? null);
  if (body.type === 'shortcut') {
    const way = { account, triggerId: body.trigger_id, responseUrl: null, channel: null, threadTs: null };
    return answerEmptyAck(deps, way, globalShortcutToInbound(body, account), ack);
  }
  const link = await permalink(deps.call, body.channel.id, body.message.ts);
  const nameOf = (userId: string): string | null => deps.accountOf(teamOf(body), userId, null).name;
  const way = {
    account,
    triggerId: body.trigger_id,
    responseUrl: body.response_url,
    channel: body.channel.id,
    threadTs: readText(body.message.thread_ts) ?? null,
  };
  await answerEmptyAck(deps, way, messageShortcutToInbound(body, account, link, nameOf), ack);
}

/** For deeds whose acknowledgement carries nothing: a form opens before it, while the trigger lives; a card follows. */
async function answerEmptyAck(
  deps: ListenerDeps,
  way: WayBack,
  inbound: Inbound,
  ack: () => Promise<void>,
): Promise<void> {
  const answer = await deps.dispatch(inbound);
  const { reply } = answer;
  const card = await deps.answers.cardOf(way, reply);
  await ack();
  if (card !== null) await deps.answers.showPrivately(way, reply.kind === 'card' ? reply : { kind: 'card', card });
  await showLater(deps, way, answer);
}

async function showLater(deps: ListenerDeps, way: WayBack, answer: Answer): Promise<void> {
  if (answer.later !== null) await deps.answers.showPrivately(way, await answer.later);
}

async function submitForm(deps: ListenerDeps, body: ViewSubmitAction, ack: AckView): Promise<void> {
  const { view } = body;
  const account = deps.accountOf(teamOf(body), body.user.id, body.user.name);
  const memory = unpackMemory(view.private_metadata);
  const way = {
    account,
    triggerId: body.trigger_id,
    responseUrl: null,
    channel: memory.channel,
    threadTs: null,
  };
  const answer = await deps.dispatch(submissionToInbound(body, account));
  const { reply } = answer;
  const texts = deps.textsFor(account);
  const noticeOf = (shown: Reply & { kind: 'card' }) =>
    renderNotice(deps.answers.render(account, shown.card), view.title.text, memory, texts);

  // What may have been saved keeps its key, so that sending it again cannot do it twice; a refusal is over and done.
  const again = (shown: Reply, errors: Readonly<Record<string, string>>) => {
    const next = isRefusal(shown) ? { ...memory, refusals: (memory.refusals ?? 0) + 1 } : memory;
    return refillForm(view, submittedValues(body), errors, next);
  };

  if (answer.later === null) {
    const errors = errorsByField(view, whatKeepsOpen(reply));
    if (errors !== null) {
      if (!isRefusal(reply)) return ack({ response_action: 'errors', errors });
      return ack({ response_action: 'update', view: again(reply, errors) });
    }
    if (reply.kind === 'form') {
      const next = renderForm(reply.form, { context: reply.form.context, channel: memory.channel }, texts);
      return ack({ response_action: 'update', view: next });
    }
    await ack({ response_action: 'clear' });
    return deps.answers.showPrivately(way, reply);
  }
  // Slack takes an answer to a submission in the acknowledgement only: the modal stays open and is updated.
  if (reply.kind === 'card') await ack({ response_action: 'update', view: noticeOf(reply) });
  else await ack({ response_action: 'clear' });
  const late = await answer.later;
  const errors = errorsByField(view, whatKeepsOpen(late));
  const shown = errors !== null ? again(late, errors) : late.kind === 'card' ? noticeOf(late) : null;
  const isShown = shown !== null && reply.kind === 'card' && (await deps.answers.updateModal(view.id, shown));
  if (!isShown) await deps.answers.showPrivately(way, late);
}

/**
 * Errors at fields that the view has; one that belongs to no field goes to the first, because Slack drops an answer
 * that names an unknown field. `null` where there is nothing to show, or no field to show it at.
 */
function errorsByField(
  { blocks }: ViewSubmitAction['view'],
  errors: Readonly<Record<string, string>> | null,
): Record<string, string> | null {
  const fields = blocks.flatMap(({ type, block_id }) => (type === 'input' && block_id ? [block_id] : []));
  const [first] = fields;
  if (errors === null || first === undefined) return null;
  const byField: Record<string, string> = {};
  for (const [name, text] of Object.entries(errors)) {
    const field = fields.includes(name) ? name : first;
    byField[field] = cutText(byField[field] === undefined ? text : `${byField[field]}\n${text}`, LIMITS.fieldError);
  }
  return byField;
}

async function permalink(call: CallSlack, channel: string, ts: string): Promise<string | null> {
  try {
    const { permalink: link } = await call(
      'chat.getPermalink',
      { channel, message_ts: ts },
      { timeoutMs: PERMALINK_MS },
    );
    return typeof link === 'string' ? link : null;
  } catch {
    // The message is in the ticket anyway; a link is worth no failure.
    return null;
  }
}

function teamOf(body: { readonly team: { readonly id: string } | null; readonly user: { readonly team_id?: string } }) {
  return body.team?.id ?? body.user.team_id ?? '';
}
