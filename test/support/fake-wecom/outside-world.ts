/** The customer list of the fake (客户联系): who is whose contact, the company's tags, and how much was talked. */
export interface OutsideWorld {
  /** Contacts by member, in lower case, in the order in which they are listed. */
  readonly contactsByMember: Map<string, unknown[]>;
  readonly tags: Map<string, string>;
  /** `chat_cnt` and `message_cnt` by member and day. */
  readonly days: Map<string, { readonly chats: number; readonly messages: number }>;
  /** The app is among those that may call these APIs. */
  isAllowed: boolean;
  /** Cursors given out so far are no longer taken. */
  cursorsFrom: number;
}

export function createOutsideWorld(): OutsideWorld {
  return { contactsByMember: new Map(), tags: new Map(), days: new Map(), isAllowed: true, cursorsFrom: 0 };
}
