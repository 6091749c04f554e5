import { randomUUID } from 'node:crypto';
import type { Account, Dispatch, Reply } from '../chat/inbound.ts';
import type { ChatPort } from '../chat/port.ts';
import { createSlack, type Slack } from '../chat/slack/slack.ts';
import { aboutOf } from '../chat/spoken.ts';
import { commandCatalogue } from '../commands/catalogue.ts';
import type { SlackSettings } from '../config/environment.ts';
import type { Ms } from '../domain/time.ts';
import { messagesOf } from '../i18n/messages.ts';
import type { Log } from '../observe/log.ts';
import type { Storage } from './open-storage.ts';
import { wireGreeting } from './wire-greeting.ts';
import { wireSpoken } from './wire-spoken.ts';

/** Longest wait for one answer of Slack. */
const SLACK_TIMEOUT_MS: Ms = 8_000;

/** Slack joined to dispatch and outbox. */
export function wireSlack(
  settings: SlackSettings,
  storage: Storage,
  dispatch: Dispatch,
  log: Log,
  homeOpened: (account: Account) => Promise<void>,
): Slack {
  const { botToken, apiUrl } = settings;
  const keepSpoken = wireSpoken(storage, log);
  const greet = wireGreeting(storage, log, 'invited');
  const slack = createSlack({
    config:
      settings.mode === 'http'
        ? { botToken, apiUrl, signingSecret: settings.signingSecret }
        : { botToken, apiUrl, appToken: settings.appToken },
    dispatch,
    catalogue: commandCatalogue,
    log,
    texts: (locale) => messagesOf(locale ?? storage.policies.active().policy.locale).slack,
    deliverPrivately: async (account: Account, reply: Reply) => {
      if (reply.kind !== 'card') return;
      const { platform, workspace } = account;
      const to = { platform, workspace, id: `@${account.id}` };
      if (reply.outcome !== undefined) return storage.outbox.enqueuePrivate(to, reply.outcome);
      // A list or a refusal is asked for again more easily than kept, but not swallowed: it is said once, as it is.
      const locale = account.locale ?? storage.policies.active().policy.locale;
      const signal = AbortSignal.timeout(SLACK_TIMEOUT_MS);
      const posted = await slack.port.post({ id: randomUUID(), to, thread: null, card: reply.card, locale }, signal);
      if (posted.outcome !== 'sent') return;
      keepSpoken({ to, address: posted.address, cardId: null, about: aboutOf(reply.card) });
    },
    keepSpoken,
    joined: (workspace, id) => greet({ platform: 'slack', workspace, id }),
    homeOpened,
    timeoutMs: SLACK_TIMEOUT_MS,
  });
  return slack;
}

/**
 * A port with another pace and no other limits, holding nothing back for longer than that; its workspace is known late and
 * so asked for late.
 */
export function withPace(port: ChatPort, paceMs: Ms): ChatPort {
  const { windows: _, ...capabilities } = port.capabilities;
  const bundleMs = Math.min(capabilities.bundleMs, paceMs);
  return {
    platform: port.platform,
    get workspace() {
      return port.workspace;
    },
    ...(port.serves === undefined ? {} : { serves: port.serves }),
    isServing: () => port.isServing?.() !== false,
    leaderOf: (accountId) => port.leaderOf?.(accountId) ?? null,
    capabilities: { ...capabilities, paceMs, bundleMs },
    post: (message, signal) => port.post(message, signal),
    update: (address, message, signal) => port.update(address, message, signal),
    find: (message, signal) => port.find(message, signal),
    ...(port.retract === undefined ? {} : { retract: port.retract.bind(port) }),
    ...(port.fetchFile === undefined ? {} : { fetchFile: port.fetchFile.bind(port) }),
    ...(port.showHome === undefined ? {} : { showHome: port.showHome.bind(port) }),
  };
}
