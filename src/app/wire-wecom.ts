import type { Form } from '../chat/form.ts';
import type { AnswerForm, KeptForm } from '../chat/form-link.ts';
import type { Account, Deed, Dispatch } from '../chat/inbound.ts';
import { CALL_TIMEOUT_MS } from '../chat/wecom/app/send.ts';
import { createWecomApp, type WecomApp } from '../chat/wecom/app/wecom-app.ts';
import { commandCatalogue } from '../commands/catalogue.ts';
import { refOf } from '../commands/read-person.ts';
import type { WecomSettings } from '../config/environment.ts';
import { DAY_MS } from '../domain/time.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Alert } from '../usecases/alert.ts';
import type { Storage } from './open-storage.ts';
import { wireGreeting } from './wire-greeting.ts';
import { wireSpoken } from './wire-spoken.ts';

/** The app, and the groups that it made. */
export interface WiredWecomApp extends WecomApp {
  /** Greets the teams' groups that do not know us; never rejects. */
  greetGroups(): Promise<void>;
}

/** WeCom's self-built app joined to dispatch, inbox and outbox; `null` when it is not configured. */
export function wireWecomApp(
  settings: WecomSettings | null,
  options: {
    readonly storage: Storage;
    readonly dispatch: Dispatch;
    readonly metrics: Metrics;
    readonly alert: (alert: Alert) => Promise<number>;
    /** Address of our own pages. */
    readonly baseUrl: () => string;
    readonly formLink: (account: Account, form: Form) => Promise<KeptForm>;
    readonly answerForm: AnswerForm;
    readonly customersChanged: (member: string) => Promise<void>;
    readonly log: Log;
  },
): WiredWecomApp | null {
  const app = settings?.app ?? null;
  if (settings === null || app === null) return null;
  const { storage, metrics, log } = options;
  const policy = () => storage.policies.active().policy;

  /** Once a day for each code: whoever is told cannot do anything but what the message says. */
  async function tellAdmins(errcode: number, errmsg: string): Promise<void> {
    if (!(await storage.housekeeping.takeTurn(`wecom:${errcode}`, storage.clock.now(), DAY_MS))) return;
    log.error({ errcode, errmsg }, 'WeCom refuses the app until its console is changed');
    const ip = /\bip: ?([0-9a-f.:]{7,39})\b/i.exec(errmsg)?.[1] ?? null;
    await options.alert({ alert: 'wecom-refused', errcode, ip });
  }

  const made = createWecomApp({
    config: { ...app, apiUrl: settings.apiUrl },
    dispatch: options.dispatch,
    catalogue: commandCatalogue,
    inbox: storage.inbox,
    codes: storage.wecom.codes,
    members: storage.wecom.members,
    log,
    localeOf: (account) => policy().people.get(refOf(policy(), account))?.locale ?? account.locale ?? policy().locale,
    formLink: options.formLink,
    answerForm: options.answerForm,
    link: options.baseUrl,
    deliverPrivately: async ({ platform, workspace, id }, { outcome }) => {
      if (outcome !== undefined) await storage.outbox.enqueuePrivate({ platform, workspace, id: `@${id}` }, outcome);
    },
    said: ({ platform, workspace, id }) => {
      storage.outbox
        .countPost({ platform, workspace, id: `@${id}` })
        .catch((error: unknown) => log.warn({ err: error }, 'an answer was not counted against the limits of WeCom'));
    },
    keepSpoken: wireSpoken(storage, log),
    customersChanged: options.customersChanged,
    presentOf,
    people: () => [...policy().people.values()].flatMap(({ accounts }) => accounts.wecom ?? []),
    named: (account) => storage.accounts.seen(account),
    onLockedOut: ({ errcode, errmsg }) => {
      tellAdmins(errcode, errmsg).catch((error: unknown) =>
        log.error({ err: error, errcode }, 'the administrators could not be told'),
      );
    },
    onUnknownCode: () => metrics.countUnknownWecomCode(),
    now: Date.now,
    elapsed: () => performance.now(),
    timeoutMs: CALL_TIMEOUT_MS,
  });
  const greet = wireGreeting(storage, log, 'new');
  // The app itself makes its groups, and hears of nothing in them: a team's group is one from when the policy names it.
  const greetGroups = async () => {
    const groups = [...policy().teams.values()].flatMap(({ channels }) =>
      channels.wecom?.startsWith(GROUP) === true ? [channels.wecom] : [],
    );
    await Promise.all(groups.map((id) => greet({ platform: 'wecom', workspace: app.corpId, id })));
  };
  return {
    ...made,
    greetGroups,
    async drain() {
      await made.drain();
      await greet.drain();
    },
    start() {
      made.start();
      void greetGroups();
    },
  };
}

const GROUP = 'app:';

/** A card's buttons are about one thing, which the command's own "show" shows as it is now. */
function presentOf({ action, value }: Deed & { readonly type: 'click' }): Deed | null {
  const show = `${action.split('.')[0]}.show`;
  const [about = ''] = value.split('|');
  return commandCatalogue.actions.includes(show) ? { type: 'click', action: show, value: about } : null;
}
