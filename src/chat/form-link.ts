import type { Ms } from '../domain/time.ts';
import type { Address, Locale } from '../domain/vocabulary.ts';
import type { Form } from './form.ts';
import type { Account, Answer, Reply } from './inbound.ts';

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

/** A form that was kept for one person. */
export interface KeptForm {
  /** The page with it. Whoever has this acts as that person. */
  readonly url: string;
  /** What it is kept under, for an answer beside its page: opens nothing, and is heard from its owner alone. */
  readonly key: string;
}

/** Keeps a form for one person; rejects when it could not be kept. */
export type LinkForm = (account: Account, where: Address, form: Form, locale: Locale) => Promise<KeptForm>;

/** What became of a kept form that was answered without its page. */
export type AnsweredForm =
  | {
      readonly state: 'open';
      readonly linked: LinkedForm;
      readonly answer: Answer;
      /** To be called once the person has seen the last reply: the form is done with, or goes on being open. */
      conclude(reply: Reply): Promise<void>;
    }
  | { readonly state: 'used' | 'expired'; readonly locale: Locale }
  /** There is none of this key, or it is somebody else's. */
  | { readonly state: 'unknown' };

/** Answers a kept form with values by field; answered twice, or on its page too, it is one deed. */
export type AnswerForm = (key: string, who: Account, values: Readonly<Record<string, string>>) => Promise<AnsweredForm>;
