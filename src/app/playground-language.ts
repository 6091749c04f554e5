import type { PolicyInForce } from '../domain/commitment/track.ts';
import { policyInLanguage } from '../domain/policy/demo.ts';
import type { Locale, PersonRef } from '../domain/vocabulary.ts';
import type { Policies } from '../usecases/ports.ts';
import type { Storage } from './open-storage.ts';

/** Cards on the screen that change their language with it; older ones keep theirs. */
const SHOWN_ANEW = 300;

/** The language in which the playground speaks in channels and calls its demo company. */
export interface PlaygroundLanguage {
  /** The policies as they speak; deadlines and hashes are those in force. */
  readonly policies: Policies;
  nameOf(ref: PersonRef): string;
  /** Speaks another language from now on, also after a restart, and shows the cards that stand there in it. */
  change(locale: Locale): Promise<void>;
}

/** The language chosen last, else the policy's. */
export async function createPlaygroundLanguage(
  storage: Pick<Storage, 'policies' | 'playground' | 'nameOf'>,
): Promise<PlaygroundLanguage> {
  let chosen = await storage.playground.loadLocale();
  let spoken: { readonly of: PolicyInForce; readonly inForce: PolicyInForce } | null = null;

  function active(): PolicyInForce {
    const of = storage.policies.active();
    if (chosen === null) return of;
    // Made once per policy and language: every deed and every card asks for it.
    if (spoken?.of !== of) spoken = { of, inForce: { ...of, policy: policyInLanguage(of.policy, chosen) } };
    return spoken.inForce;
  }

  return {
    policies: { active, byHash: (hash) => storage.policies.byHash(hash), refresh: () => storage.policies.refresh() },
    nameOf: (ref) => active().policy.people.get(ref)?.name ?? storage.nameOf(ref),
    async change(locale) {
      if (locale === active().policy.locale) return;
      await storage.playground.saveLocale(locale);
      chosen = locale;
      spoken = null;
      await storage.playground.showCardsAnew(SHOWN_ANEW);
    },
  };
}
