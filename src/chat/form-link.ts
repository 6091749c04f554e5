import type { Ms } from '../domain/time.ts';
import type { Address, Locale } from '../domain/vocabulary.ts';
import type { Form } from './form.ts';
import type { Account } from './inbound.ts';

/** A form that one person may fill in behind a link: where a platform has no forms of its own. */
export interface LinkedForm {
  /** Whose deed it will be. */
  readonly account: Account;
  /** Where it began: the answer belongs there. */
  readonly where: Address;
  /** The language that the form speaks. */
  readonly locale: Locale;
  readonly form: Form;
}

/** What a link leads to. Times are the database's. */
export type FoundForm =
  | (LinkedForm & {
      readonly state: 'open';
      /** How often it was given back after a refusal that is on record. */
      readonly refusals: number;
    })
  | { readonly state: 'used' | 'expired'; readonly locale: Locale }
  | { readonly state: 'unknown' };

/** Where linked forms wait to be filled in. A form holds words of people: they are erased when it was sent or its time is over. */
export interface FormLinkStore {
  /** Keeps a form under the hash of its link for so long. */
  keep(hash: string, linked: LinkedForm, lifeMs: Ms): Promise<void>;
  find(hash: string): Promise<FoundForm>;
  /** It was sent: its words are erased. True for whoever says so first. */
  use(hash: string): Promise<boolean>;
  /** It was refused for the time after `refusals`, and goes on being open. */
  refuse(hash: string, refusals: number): Promise<void>;
}

/** Makes a link to a form for one person; rejects when it could not be kept. */
export type LinkForm = (account: Account, where: Address, form: Form, locale: Locale) => Promise<string>;
