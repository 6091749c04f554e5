import type { Contact, FollowUp } from '../../domain/contact/contact.ts';
import type { ContactRefusal } from '../contact-result.ts';

/** The open promise that is meant; without a number the only open one. */
export function whichPromise(
  { followUps }: Contact,
  n: number | null,
): { readonly ok: true; readonly promise: FollowUp } | { readonly ok: false; readonly refusal: ContactRefusal } {
  const refuse = (refusal: ContactRefusal) => ({ ok: false, refusal }) as const;
  if (n !== null) {
    const promise = followUps.find((one) => one.n === n);
    if (promise === undefined) return refuse({ code: 'refused', reason: 'no-such-promise', n });
    const { state } = promise;
    return state === 'open' ? { ok: true, promise } : refuse({ code: 'refused', reason: 'promise-over', n, state });
  }
  const open = followUps.filter((one) => one.state === 'open');
  const [only] = open;
  if (only === undefined) return refuse({ code: 'refused', reason: 'nothing-open' });
  if (open.length === 1) return { ok: true, promise: only };
  return refuse({
    code: 'refused',
    reason: 'which-promise',
    open: open.map(({ n: one, owner, dueAt }) => ({ n: one, owner, dueAt })),
  });
}
