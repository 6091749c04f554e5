import { randomUUID } from 'node:crypto';
import type { Form } from '../chat/form.ts';
import type { AnswerForm, KeptForm } from '../chat/form-link.ts';
import type { Account, Dispatch } from '../chat/inbound.ts';
import type { WecomApp } from '../chat/wecom/app/wecom-app.ts';
import type { BotTrouble } from '../chat/wecom/bot/holder.ts';
import { LEASE_MS } from '../chat/wecom/bot/holder.ts';
import { UNPACED } from '../chat/wecom/bot/pace.ts';
import { createToUserId } from '../chat/wecom/bot/plain-ids.ts';
import { messageIdOf } from '../chat/wecom/bot/port.ts';
import { createWecomBot, type WecomBot } from '../chat/wecom/bot/wecom-bot.ts';
import { commandCatalogue } from '../commands/catalogue.ts';
import type { WecomSettings } from '../config/environment.ts';
import { newestCard } from '../delivery/newest-card.ts';
import type { Duty } from '../domain/duty/duty.ts';
import { foldWord } from '../domain/intake/clean.ts';
import { personByAccount } from '../domain/policy/lookup.ts';
import { DAY_MS } from '../domain/time.ts';
import type { Address, Locale } from '../domain/vocabulary.ts';
import { messagesOf } from '../i18n/messages.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Alert } from '../usecases/alert.ts';
import type { BotWatch } from './bot-watch.ts';
import type { Storage } from './open-storage.ts';
import { wireGreeting } from './wire-greeting.ts';
import { wireSpoken } from './wire-spoken.ts';
import { wecomWorkspace } from './wire-wecom-webhook.ts';

/** WeCom's AI bot joined to dispatch, inbox and outbox; `null` when it is not configured. */
export function wireWecomBot(
  settings: WecomSettings | null,
  options: {
    readonly storage: Storage;
    readonly dispatch: Dispatch;
    readonly metrics: Metrics;
    readonly alert: (alert: Alert) => Promise<number>;
    /** The self-built app, where it is configured too: it reaches people, and knows what encrypted ids stand for. */
    readonly app: WecomApp | null;
    readonly formLink: (account: Account, form: Form) => Promise<KeptForm>;
    readonly answerForm: AnswerForm;
    /** The connection is there: what waits for it may go. */
    readonly onConnected: () => void;
    /** Who is there. */
    readonly duty: () => Duty;
    readonly watch: BotWatch | null;
    /** The platform's limits are kept; false for stand-ins (tests). */
    readonly isPaced: boolean;
    readonly log: Log;
  },
): WecomBot | null {
  const bot = settings?.bot ?? null;
  if (settings === null || bot === null) return null;
  const { storage, app, log } = options;
  const workspace = wecomWorkspace(settings);
  const policy = () => storage.policies.active().policy;
  const at = (conversation: string): Address => ({ platform: 'wecom', workspace, id: conversation });
  const keepSpoken = wireSpoken(storage, log);
  const greet = wireGreeting(storage, log, 'new');
  const lease = botLease(bot.id);
  const holder = randomUUID();

  function teamAt(conversation: string) {
    const names = [conversation, `${workspace}/${conversation}`];
    return [...policy().teams.values()].find((one) => names.includes(one.channels.wecom ?? ''));
  }

  function localeAt(conversation: string): Locale {
    if (conversation.startsWith('@')) {
      return personByAccount(policy(), 'wecom', workspace, conversation.slice(1))?.locale ?? policy().locale;
    }
    return teamAt(conversation)?.locale ?? policy().locale;
  }

  /** Once a day: until somebody acts, nothing new is to be said about it. */
  async function tellAdmins(trouble: BotTrouble): Promise<void> {
    log.error({ trouble }, "WeCom's AI bot is not connected until somebody acts");
    const errcode = trouble.kind === 'refused' ? trouble.errcode : 0;
    const turn = `wecom-bot:${trouble.kind}:${errcode}`;
    if (!(await storage.housekeeping.takeTurn(turn, storage.clock.now(), DAY_MS))) return;
    await options.alert(
      trouble.kind === 'evicted' ? { alert: 'wecom-bot-evicted' } : { alert: 'wecom-bot-refused', errcode },
    );
  }

  const made = createWecomBot({
    config: { url: settings.botUrl, botId: bot.id, secret: bot.secret, workspace, servesPeople: app === null },
    dispatch: options.dispatch,
    catalogue: commandCatalogue,
    inboxStore: storage.inbox,
    lease: {
      take: () => storage.leases.take(lease, holder, LEASE_MS),
      release: () => storage.leases.release(lease, holder),
    },
    localeAt,
    messages: messagesOf,
    nameOf: (id) => personByAccount(policy(), 'wecom', workspace, id)?.name ?? app?.directory.nameOf(id) ?? null,
    isPerson: (name) => {
      const wanted = foldWord(name);
      return [...policy().people.values()].some((one) => foldWord(one.name) === wanted || foldWord(one.id) === wanted);
    },
    isTeamPlace: (conversation) => teamAt(conversation) !== undefined,
    newestCard: async (conversation, message) => {
      const id = messageIdOf(message);
      const found = id === null ? null : await storage.cardAt(at(conversation), { address: message, id });
      if (found === null) return null;
      const { scene } = storage.outbox;
      const { clock, nameOf } = storage;
      const duty = options.duty();
      const deps = { scene, policy: policy(), now: clock.now(), nameOf, duty, answersAlone: false };
      return newestCard(deps, at(conversation), found);
    },
    formLink: options.formLink,
    answerForm: options.answerForm,
    formElsewhere: app === null ? null : (account, form) => app.showForm(account, form),
    toUserId: app === null || settings.app === null ? null : createToUserId(app.call, Number(settings.app.agentId)),
    onTrouble: (trouble) => {
      tellAdmins(trouble).catch((error: unknown) =>
        log.error({ err: error }, 'the administrators could not be told of the AI bot'),
      );
    },
    onConnected: options.onConnected,
    onSaid: (conversation, about) => {
      // The bot can take nothing back: kept only so that a receipt can say how much there is of it.
      // WeCom tells of no invitation: the first time that somebody in a group speaks to us is it.
      if (conversation.startsWith('bot:')) void greet(at(conversation));
      keepSpoken({ to: at(conversation), address: null, cardId: null, about });
      storage.outbox
        .countPost(at(conversation))
        .catch((error: unknown) => log.warn({ err: error }, 'an answer of the AI bot was not counted'));
    },
    onUnknownCode: () => options.metrics.countUnknownWecomCode(),
    count: (frame) => options.metrics.countBotFrame(frame),
    log,
    ...(options.isPaced ? {} : { pace: UNPACED }),
  });
  return {
    ...made,
    start() {
      made.start();
      options.watch?.start(() => made.port.isServing?.() === true);
    },
    async drain() {
      await made.drain();
      await greet.drain();
    },
    async close() {
      await options.watch?.stop();
      await made.close();
    },
  };
}

/** Whose lease holds the connection. */
export function botLease(botId: string): string {
  return `wecom-bot:${botId}`;
}
