import { cleanText } from '../intake/clean.ts';
import { CUSTOMER_NAME_MAX } from '../intake/customer-name.ts';
import type { Instant } from '../time.ts';
import { FIELD_MAX, readPhone } from './read-profile.ts';

/** Somebody outside whom a member of ours has as a contact in a messenger. */
export interface OutsideContact {
  /** A hash of the platform's id: tells who it is, and nothing about them. */
  readonly key: string;
  /** What they call themselves, else what our member calls them. */
  readonly name: string;
  /** Who they work for; `null` for somebody on their own. */
  readonly company: string | null;
  readonly post: string | null;
  readonly phone: string | null;
  /** Ids of the company's own tags. */
  readonly tagIds: readonly string[];
  /** Since when they are a contact; `null` when the platform did not say. */
  readonly addedAt: Instant | null;
}

/** What a platform says of somebody, before anything is believed of it. */
export interface WrittenContact {
  readonly key: string;
  readonly name: string;
  /** What our member calls them, and the company as our member wrote it. */
  readonly remark: string;
  readonly remarkCompany: string;
  readonly company: string;
  readonly post: string;
  readonly phones: readonly string[];
  readonly tagIds: readonly string[];
  readonly addedAt: Instant | null;
}

/** `null`: nobody could tell who that is. What our own people wrote comes before what others call themselves. */
export function readOutsideContact(written: WrittenContact): OutsideContact | null {
  const company = line(written.remarkCompany, CUSTOMER_NAME_MAX) || line(written.company, CUSTOMER_NAME_MAX);
  const own = line(written.name, FIELD_MAX);
  const remark = line(written.remark, FIELD_MAX);
  // At a company the person's own name; on their own the name that our people know them by.
  const name = company === '' ? remark || own : own || remark;
  if (name === '') return null;
  const phone = written.phones.map((one) => readPhone(one)).find((one) => one !== null) ?? null;
  const { key, tagIds, addedAt } = written;
  return {
    ...{ key, name, phone, addedAt },
    company: company === '' ? null : company,
    post: line(written.post, FIELD_MAX) || null,
    tagIds: [...new Set(tagIds)],
  };
}

function line(text: string, most: number): string {
  return [...cleanText(text, 1_000).text.replaceAll(/\s+/gu, ' ').trim()].slice(0, most).join('').trim();
}
