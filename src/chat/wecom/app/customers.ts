import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { WrittenContact } from '../../../domain/customer/outside-contact.ts';
import type { Ms } from '../../../domain/time.ts';
import { failureOf } from './errcodes.ts';
import { foldUserId } from './user-id.ts';
import type { CallWecom } from './web-api.ts';

/** Why WeCom told nothing about customers. */
export type CustomersRefused =
  | { readonly failure: 'later'; readonly afterMs: Ms | null }
  | { readonly failure: 'not-allowed'; readonly errcode: number }
  | { readonly failure: 'hidden' | 'no-contacts' | 'no-member' | 'refused' };

/** WeCom's customer list (客户联系). Rejects for nothing. */
export interface CustomerList {
  /** Members who may have customers (D/92571), by folded id. */
  members(): Promise<readonly string[] | CustomersRefused>;
  /** The company's own tags (D/92117). */
  tags(): Promise<ReadonlyMap<string, string> | CustomersRefused>;
  /** A page of a member's customers with what the member wrote about them (D/92994). */
  contacts(
    member: string,
    cursor: string | null,
  ): Promise<
    | { readonly contacts: readonly WrittenContact[]; readonly faulty: number; readonly next: string | null }
    | CustomersRefused
  >;
  /** How much a member talked with customers on each day (D/92132); 30 days at most, summed over all of them. */
  days(
    member: string,
    from: string,
    until: string,
  ): Promise<readonly { readonly day: string; readonly chats: number; readonly messages: number }[] | CustomersRefused>;
}

/** Contacts in a page: the most that the platform gives at once. */
const PAGE = 100;
/** This member has no contact outside (D/90313). */
const NO_CONTACTS = 84061;
/** This member is outside what the app may see (D/90313). */
const HIDDEN = 60011;
/** WeCom's days are those of Beijing. */
const BEIJING = '+08:00';
const BEIJING_MS: Ms = 8 * 3_600_000;

const text = z.string().catch('');
const count = z.number().int().min(0).catch(0);
const list = z.array(z.unknown()).catch([]);
const strings = z
  .array(z.unknown())
  .catch([])
  .transform((all) => all.filter((one) => typeof one === 'string'));

/** Only who it is must be there; unknown fields and odd values cost themselves alone. */
const entry = z.object({
  external_contact: z.object({
    external_userid: z.string().min(1),
    name: text,
    position: text,
    corp_name: text,
    corp_full_name: text,
  }),
  follow_info: z
    .object({
      remark: text,
      remark_corp_name: text,
      remark_mobiles: strings,
      tag_id: strings,
      createtime: z.number().positive().nullable().catch(null),
    })
    .catch({ remark: '', remark_corp_name: '', remark_mobiles: [], tag_id: [], createtime: null }),
});
const page = z.object({ external_contact_list: list, next_cursor: text });
const followers = z.object({ follow_user: strings });
const tagGroups = z.object({ tag_group: list });
const tagGroup = z.object({ tag: list });
const tag = z.object({ id: z.string().min(1), name: z.string().min(1) });
const behaviour = z.object({ behavior_data: list });
const day = z.object({ stat_time: z.number().positive(), chat_cnt: count, message_cnt: count });

/** What of these can be read. */
function readAll<T>(parts: readonly unknown[], shape: z.ZodType<T>): T[] {
  return parts.flatMap((part) => {
    const read = shape.safeParse(part);
    return read.success ? [read.data] : [];
  });
}

export function createCustomerList(deps: { readonly call: CallWecom; readonly workspace: string }): CustomerList {
  async function ask<T>(
    api: string,
    body: Readonly<Record<string, unknown>> | null,
    read: (said: unknown) => T,
  ): Promise<T | CustomersRefused> {
    try {
      return read(await deps.call(api, { isOptional: true, ...(body === null ? {} : { body }) }));
    } catch (error) {
      return refusalOf(error);
    }
  }

  return {
    members: () =>
      ask('externalcontact/get_follow_user_list', null, (said) =>
        followers.parse(said).follow_user.flatMap((id) => foldUserId(id) ?? []),
      ),

    tags: () =>
      ask('externalcontact/get_corp_tag_list', {}, (said) => {
        const groups = readAll(tagGroups.parse(said).tag_group, tagGroup);
        return new Map(groups.flatMap((group) => readAll(group.tag, tag)).map(({ id, name }) => [id, name]));
      }),

    contacts: (member, cursor) =>
      ask('externalcontact/batch/get_by_user', { userid_list: [member], cursor: cursor ?? '', limit: PAGE }, (said) => {
        const { external_contact_list: parts, next_cursor: next } = page.parse(said);
        const entries = readAll(parts, entry);
        return {
          contacts: entries.map((one) => writtenContact(deps.workspace, one)),
          faulty: parts.length - entries.length,
          next: next === '' ? null : next,
        };
      }),

    days: (member, from, until) =>
      ask(
        'externalcontact/get_user_behavior_data',
        { userid: [member], start_time: secondsOf(from), end_time: secondsOf(until) },
        (said) =>
          readAll(behaviour.parse(said).behavior_data, day).map((one) => ({
            day: new Date(one.stat_time * 1_000 + BEIJING_MS).toISOString().slice(0, 10),
            chats: one.chat_cnt,
            messages: one.message_cnt,
          })),
      ),
  };
}

/** What somebody outside is kept under; their id itself is kept nowhere. */
function contactKey(workspace: string, externalId: string): string {
  return createHash('sha256').update(`${workspace}\n${externalId}`).digest('base64url');
}

function writtenContact(
  workspace: string,
  { external_contact: who, follow_info: followed }: z.output<typeof entry>,
): WrittenContact {
  return {
    key: contactKey(workspace, who.external_userid),
    name: who.name,
    remark: followed.remark,
    remarkCompany: followed.remark_corp_name,
    company: who.corp_full_name || who.corp_name,
    post: who.position,
    phones: followed.remark_mobiles,
    tagIds: followed.tag_id,
    addedAt: followed.createtime === null ? null : followed.createtime * 1_000,
  };
}

function secondsOf(isoDay: string): number {
  return Date.parse(`${isoDay}T00:00:00${BEIJING}`) / 1_000;
}

function refusalOf(error: unknown): CustomersRefused {
  const failure = failureOf(error);
  switch (failure.kind) {
    case 'limited':
      return { failure: 'later', afterMs: failure.afterMs };
    case 'unreached':
    case 'unclear':
    case 'busy':
      return { failure: 'later', afterMs: null };
    case 'locked-out':
      return failure.errcode === HIDDEN ? { failure: 'hidden' } : { failure: 'not-allowed', errcode: failure.errcode };
    case 'nobody':
      return { failure: failure.errcode === NO_CONTACTS ? 'no-contacts' : 'no-member' };
    case 'closed':
    case 'stands':
    case 'refused':
      return { failure: 'refused' };
  }
}
