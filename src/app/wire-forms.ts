import { randomUUID } from 'node:crypto';
import type { Form } from '../chat/form.ts';
import type { KeptForm } from '../chat/form-link.ts';
import type { Account, Dispatch, Reply } from '../chat/inbound.ts';
import type { ChatPort } from '../chat/port.ts';
import { refOf } from '../commands/read-person.ts';
import { isServed } from '../domain/served.ts';
import type { Ms } from '../domain/time.ts';
import type { Address } from '../domain/vocabulary.ts';
import type { Log } from '../observe/log.ts';
import { createFormLinks } from '../web/forms/links.ts';
import { formRoutes } from '../web/forms/routes.ts';
import type { Storage } from './open-storage.ts';

const SEND_TIMEOUT_MS: Ms = 10_000;

/** Forms as web pages, for platforms without forms of their own; `links.linkFor` makes the link to one. */
export function wireForms(options: {
  readonly storage: Storage;
  readonly dispatch: Dispatch;
  readonly ports: () => readonly ChatPort[];
  /** Address of our pages. */
  readonly baseUrl: () => string;
  readonly log: Log;
}) {
  const { storage, baseUrl, log } = options;
  const locale = () => storage.policies.active().policy.locale;

  /** In a direct talk where there is one, else where the form was opened. */
  async function deliverPrivately(account: Account, reply: Reply & { kind: 'card' }, where: Address): Promise<void> {
    const { platform, workspace } = account;
    const direct: Address = { platform, workspace, id: `@${account.id}` };
    const portFor = (to: Address) =>
      options
        .ports()
        .find((one) => one.platform === to.platform && one.workspace === to.workspace && isServed(one, to.id));
    const to = portFor(direct) === undefined ? where : direct;
    if (reply.outcome !== undefined) return storage.outbox.enqueuePrivate(to, reply.outcome);
    // A list or a refusal stands on the page too and is not kept: it is said once, as it is.
    const message = { id: randomUUID(), to, thread: null, card: reply.card, locale: account.locale ?? locale() };
    await portFor(to)?.post(message, AbortSignal.timeout(SEND_TIMEOUT_MS));
  }

  const links = createFormLinks({
    store: storage.forms,
    dispatch: options.dispatch,
    baseUrl,
    deliverPrivately,
    onError: (error, what) => log.error({ err: error }, what),
  });
  const routes = formRoutes({
    links,
    baseUrl,
    locale,
    onError: (id, error) => log.error({ err: error, reference: id }, 'a form page failed'),
  });
  return {
    links,
    routes,
    /** A link to a form opened in a direct talk, in the person's own language. */
    formLink: (account: Account, form: Form): Promise<KeptForm> => {
      const { platform, workspace } = account;
      const { policy } = storage.policies.active();
      const theirs = policy.people.get(refOf(policy, account))?.locale ?? account.locale ?? policy.locale;
      return links.linkFor(account, { platform, workspace, id: `@${account.id}` }, form, theirs);
    },
  };
}
