import type { ERASURE_COUNTS } from '../../domain/privacy/erased.ts';

type Counted = Exclude<(typeof ERASURE_COUNTS)[number], 'keys'>;

/** What is said about erasing customers and people. */
export const erasure = {
  /** Numbers of what has words; zero is left out. Look-up keys mean nothing to anybody. */
  count: {
    customers: (n: number) => `${n} customer ${n === 1 ? 'profile' : 'profiles'}`,
    people: (n: number) => (n === 1 ? '1 contact person' : `${n} contact people`),
    tags: (n: number) => (n === 1 ? '1 tag' : `${n} tags`),
    events: (n: number) => (n === 1 ? '1 event' : `${n} events`),
    tickets: (n: number) => (n === 1 ? '1 ticket' : `${n} tickets`),
    contacts: (n: number) => (n === 1 ? '1 talk' : `${n} talks`),
    promises: (n: number) => (n === 1 ? '1 promise' : `${n} promises`),
    remarks: (n: number) => (n === 1 ? '1 remark' : `${n} remarks`),
    mentions: (n: number) => (n === 1 ? 'named in 1 other text' : `named in ${n} other texts`),
    forms: (n: number) => (n === 1 ? '1 open form' : `${n} open forms`),
    deeds: (n: number) => (n === 1 ? '1 stuck message' : `${n} stuck messages`),
    messages: (n: number) => (n === 1 ? '1 playground message' : `${n} playground messages`),
    cards: (n: number) => (n === 1 ? '1 card to change' : `${n} cards to change`),
    retractions: (n: number) => (n === 1 ? '1 thread or answer to take back' : `${n} threads and answers to take back`),
    stays: (n: number) =>
      n === 1 ? '1 message that cannot be changed or taken back' : `${n} messages that cannot be changed or taken back`,
    sources: (n: number) =>
      n === 1
        ? "1 person's own message, which only they can delete"
        : `${n} people's own messages, which only they can delete`,
  } satisfies Record<Counted, (n: number) => string>,
  confirm: (p: { name: string; number: string }) =>
    `Erase every word about ${p.name} (${p.number})? This cannot be undone.`,
  confirmPerson: (p: { name: string; number: string }) =>
    `Erase ${p.name} of ${p.number} everywhere? This cannot be undone.`,
  /** Stands where words were. */
  blank: 'The words were erased, on request or because of their age.',
  kept: 'Numbers, times and who did what stay.',
  open: (p: { tickets: string }) =>
    `Still open: ${p.tickets}. Close them first, or erase their words and go on with the numbers.`,
  button: 'Erase now',
  forceButton: 'Erase all the same',
  done: (p: { receipt: string }) => `Erased. Receipt ${p.receipt}`,
  follow: 'Cards and threads in the chats follow within minutes.',
  /** What no list of ours can reach. */
  beyond:
    'Not reached and not counted: messages that people wrote themselves, answers in Slack that only their reader sees (gone when Slack is reloaded), and backups made before.',
  checkButton: 'Check',
  hash: 'Fingerprint',
  onlyAdmins: 'Only administrators may erase',
  refusedOpen: (p: { count: number; tickets: string }) =>
    p.count === 1
      ? `Not erased: ${p.tickets} is still open`
      : `Not erased: ${p.count} tickets are still open (${p.tickets})`,
  howToForce: 'Close them first, or add "force": they stay open, without their words.',
  noPerson: (p: { name: string; people: number }) =>
    p.people === 0 ? 'No contact person is on record' : `Nobody called "${p.name}" is on record there`,
  nothingLeft: (p: { receipt: string | null }) =>
    p.receipt === null ? 'There is nothing to erase' : `Nothing is left to erase. Receipt ${p.receipt}`,
  noReceipt: (p: { receipt: string }) => `There is no receipt ${p.receipt}`,
  checkClean: (p: { receipt: string }) => `Receipt ${p.receipt}: nothing is left`,
  checkLeft: (p: { receipt: string; left: number }) => `Receipt ${p.receipt}: ${p.left} rows have words (again)`,
  checkForged: (p: { receipt: string }) => `Receipt ${p.receipt} was changed after it was written`,
  posts: (p: { waiting: number; removed: number; impossible: number }) =>
    `Chats: ${p.removed} taken back, ${p.waiting} waiting, ${p.impossible} that the platform does not let us change`,
  personGone: 'The row that held the name is gone, so texts cannot be searched for it again.',
  retentionOnly: 'A portion of old tickets: only its posts are looked at again.',
  by: (p: { who: string; at: string }) => `By ${p.who}, ${p.at}`,
};
