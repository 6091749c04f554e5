import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { Ms } from '../../../domain/time.ts';
import type { Locale } from '../../../domain/vocabulary.ts';
import { messagesOf } from '../../../i18n/messages.ts';
import type { Catalogue } from '../../catalogue.ts';
import type { Form } from '../../form.ts';
import type { AnswerForm, KeptForm } from '../../form-link.ts';
import type { Account, Deed, Dispatch, Reply } from '../../inbound.ts';
import { createInbox, type InboxStore, type ReceivedDeed } from '../../inbox.ts';
import type { ChatPort } from '../../port.ts';
import type { KeepSpoken } from '../../spoken.ts';
import { createTypedReader } from '../bot/typed-text.ts';
import { SEND_FORM } from '../render/choice-card.ts';
import { createAnswers } from './answers.ts';
import { type CallbackAnswer, createCallbackListener } from './callback.ts';
import type { CardCodes } from './card-codes.ts';
import { createCallbackCrypto } from './crypto.ts';
import { createDirectory, type Directory } from './directory.ts';
import type { LockedOutCode } from './errcodes.ts';
import { createFormCards } from './form-cards.ts';
import { type Request, readRequest, readWay } from './inbound.ts';
import type { Log } from './log.ts';
import type { MemberStore } from './members.ts';
import { createDirectPort, createGroupPort } from './port.ts';
import { updateCard } from './send.ts';
import { foldUserId } from './user-id.ts';
import { type CallWecom, createCallWecom } from './web-api.ts';
import type { CallbackMessage } from './xml.ts';

export interface WecomAppConfig {
  readonly corpId: string;
  readonly agentId: string;
  readonly secret: string;
  readonly token: string;
  readonly encodingAesKey: string;
  /** Without a slash at the end. */
  readonly apiUrl: string;
}

export interface WecomAppDeps {
  readonly config: WecomAppConfig;
  readonly dispatch: Dispatch;
  readonly catalogue: Catalogue;
  readonly inbox: InboxStore;
  readonly codes: CardCodes;
  readonly members: MemberStore;
  readonly log: Log;
  readonly localeOf: (account: Account) => Locale;
  readonly formLink: (account: Account, form: Form) => Promise<KeptForm>;
  readonly answerForm: AnswerForm;
  readonly link: () => string;
  readonly deliverPrivately: (account: Account, reply: Reply & { readonly kind: 'card' }) => Promise<void>;
  /** Something is said to this person past the outbox. Must not throw. */
  readonly said: (account: Account) => void;
  readonly keepSpoken: KeepSpoken;
  /** Customers of a member are others now. Rejecting has the platform tell it again. */
  readonly customersChanged: (member: string) => Promise<void>;
  /** What a click on a card that was replaced leads to instead: the present state; `null` when there is none to show. */
  readonly presentOf: (click: Deed & { readonly type: 'click' }) => Deed | null;
  /** Account ids of the staff: whose leaders and names are learned ahead. */
  readonly people: () => readonly string[];
  /** Somebody's name was learned. Must not throw. */
  readonly named: (account: Account) => void;
  readonly onLockedOut: (refusal: { readonly errcode: LockedOutCode; readonly errmsg: string }) => void;
  readonly onUnknownCode: () => void;
  /** Machine time in milliseconds since 1970. */
  readonly now: () => Ms;
  /** Monotonic machine time. */
  readonly elapsed: () => Ms;
  /** Longest wait for one answer of the platform. */
  readonly timeoutMs: Ms;
}

export interface WecomApp {
  /** Direct talks, and groups that the app has made. */
  readonly ports: readonly ChatPort[];
  /** For `GET|POST /wecom/callback`. */
  readonly requestListener: RequestListener;
  readonly directory: Directory;
  /** Hands somebody a form in their own chat with the app; false when that is not possible now. */
  showForm(account: Account, form: Form): Promise<boolean>;
  /** Any API of the app, with its token. */
  readonly call: CallWecom;
  /** Takes over what others left behind, and learns the address book in the background. */
  start(): void;
  /** Takes in nothing more. Work under way goes on. */
  stop(): void;
  /** Resolves when everything that was taken in is done. */
  drain(): Promise<void>;
}

/** What another replica learned of somebody is known here so much later. */
const SYNCHRONISE_MS: Ms = 60_000;

/** WeCom's self-built app: callbacks in, answers, cards and texts out. Nothing is opened before `start`. */
export function createWecomApp(deps: WecomAppDeps): WecomApp {
  const { config, codes, log } = deps;
  const workspace = config.corpId;
  const surface = `wecom/${workspace}/app`;
  const call = createCallWecom({ ...deps, ...config });
  const sending = { ...deps, call, agentId: Number(config.agentId), workspace };
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;
  let synchronising: Promise<void> = Promise.resolve();

  const account = (id: string, name: string | null): Account => ({
    platform: 'wecom',
    workspace,
    id,
    name,
    locale: null,
  });
  const directory = createDirectory({ ...sending, named: (id, name) => deps.named(account(id, name)) });
  const answers = createAnswers(sending);
  const answerCard = createFormCards({ ...sending, answers });
  const reading = {
    workspace,
    surface,
    // Nobody is mentioned in a talk with the app alone; whoever is called is somebody else.
    typed: createTypedReader({ catalogue: deps.catalogue, isPerson: () => true }),
    accountOf: (id: string) => account(id, directory.nameOf(id)),
  };
  const inbox = createInbox({ store: deps.inbox, surface, handle, log });

  async function receive(message: CallbackMessage): Promise<CallbackAnswer> {
    const request = readRequest(message, reading);
    if (request.kind === 'nothing') return { say: null };
    if (request.kind === 'customers-changed') {
      await deps.customersChanged(request.member);
      return { say: null };
    }
    if (request.kind === 'say') return { say: wordsFor(request) };
    const { deed } = request;
    if ((await inbox.keep(deed)) === 'repeat') return { say: null };
    return { say: null, work: () => inbox.process(deed) };
  }

  function wordsFor({ what, who }: Request & { kind: 'say' }): string {
    const locale = deps.localeOf(who);
    const words = messagesOf(locale).wecom.app;
    const [first] = deps.catalogue.commands;
    const example = first?.verbs[0]?.example[locale] ?? `/${first?.name ?? 'help'}`;
    if (what === 'text-only') return words.textOnly({ example });
    if (what === 'menu-outdated') return words.menuOutdated;
    const commands = deps.catalogue.commands.map(({ name, aliases }) => {
      const chinese = locale === 'zh-CN' ? aliases[0] : undefined;
      return `/${chinese ?? name}`;
    });
    return words.notUnderstood({ commands, example });
  }

  async function handle(received: ReceivedDeed): Promise<void> {
    const { inbound } = received;
    const { click } = readWay(received.way);
    if (click !== null && inbound.what.type === 'click' && inbound.what.action === SEND_FORM) {
      return answerCard(inbound, { ...click, key: inbound.what.value });
    }
    const what = click === null ? inbound.what : await takeClick(inbound.who, click, inbound.what);
    const answer = await deps.dispatch({ ...inbound, what });
    await answers.show(inbound.who, inbound.dedupeKey, answer.reply);
    if (answer.later !== null) await answers.show(inbound.who, `${inbound.dedupeKey}:later`, await answer.later);
  }

  /** Keeps the click's code for its card. On a card that was replaced nothing is done: the present state is shown. */
  async function takeClick(
    who: Account,
    { taskId, code }: { readonly taskId: string; readonly code: string | null },
    what: Deed,
  ): Promise<Deed> {
    try {
      const by = await codes.replacedBy(taskId);
      if (by === null) {
        if (code !== null) await codes.keep(taskId, code);
        return what;
      }
      if (code !== null) {
        const replace_name = messagesOf(deps.localeOf(who)).wecom.app.superseded;
        await updateCard(sending, who.id, code, { button: { replace_name } }).catch((error: unknown) =>
          log.warn({ err: error }, 'a card that was replaced does not say so'),
        );
      }
      return (what.type === 'click' ? deps.presentOf(what) : null) ?? what;
    } catch (error) {
      // Only the card's own update is at stake; whether the deed works is for the deed to say.
      log.warn({ err: error }, "a click's code could not be kept");
      return what;
    }
  }

  function synchronise(): void {
    const people = deps.people().flatMap((id) => foldUserId(id) ?? []);
    synchronising = synchronising
      .then(() => directory.synchronise(people))
      .catch((error: unknown) => log.warn({ err: error }, 'the address book of WeCom could not be read'));
  }

  return {
    ports: [
      createDirectPort({ ...sending, leaderOf: (userId) => directory.leaderOf(userId) }),
      createGroupPort(sending),
    ],
    requestListener: createCallbackListener({
      crypto: createCallbackCrypto({ ...config, receiveId: workspace }),
      receive,
      now: deps.now,
      isClosed: () => isStopping,
      log,
    }),
    directory,
    showForm: (who, form) =>
      answers.show({ ...who, id: foldUserId(who.id) ?? who.id }, `form:${randomUUID()}`, { kind: 'form', form }).then(
        () => true,
        () => false,
      ),
    call,
    start() {
      inbox.start();
      synchronise();
      timer = setInterval(synchronise, SYNCHRONISE_MS);
    },
    stop() {
      isStopping = true;
      clearInterval(timer);
      inbox.stop();
    },
    async drain() {
      await inbox.drain();
      await synchronising;
      await directory.idle();
    },
  };
}
