import type {
  Capabilities,
  ChatPort,
  DeliveryOutcome,
  MessageAddress,
  OutboundMessage,
  SoughtMessage,
} from '../../src/chat/port.ts';
import type { DigestEntry, LaneWork, NoticeView, Scene } from '../../src/delivery/ports.ts';
import type { Commitment } from '../../src/domain/commitment/commitment.ts';
import type { TicketView } from '../../src/usecases/ports.ts';
import { clock, promise } from './commitments.ts';

/** Half an hour after the promise of `promise()` was due. */
export const NOW = clock('2026-03-03 11:30');

const CAPABILITIES: Capabilities = {
  forms: true,
  buttons: true,
  threads: true,
  updates: true,
  messageShortcuts: true,
  findable: true,
  paceMs: 1_000,
  bundleMs: 60_000,
};

/** A ticket of the support team with one late promise. */
export function ticketView(parts: Partial<TicketView> = {}, commitment: Partial<Commitment> = {}): TicketView {
  const id = parts.id ?? 't1';
  return {
    id,
    number: 'C202603001',
    customer: { name: '云帆科技', vip: false },
    kind: 'complaint',
    urgency: 'normal',
    complex: false,
    status: 'pending',
    team: 'support',
    owner: null,
    opener: 'agent',
    description: '打印机频繁卡纸',
    problemType: null,
    sourceLink: null,
    round: 1,
    needsEscalation: false,
    score: null,
    eta: null,
    waiting: null,
    spokenAt: clock('2026-03-03 09:00'),
    createdAt: clock('2026-03-03 09:00'),
    origin: null,
    policy: 'policy',
    tier: null,
    commitments: [promise({ id: `${id}-promise`, subjectId: id, owner: parts.owner ?? null, ...commitment })],
    ...parts,
  };
}

/** That the team was told of a ticket's first commitment when it was due. */
export function noticeView(ticket: TicketView, parts: Partial<NoticeView> = {}): NoticeView {
  return {
    id: `${ticket.id}-notice`,
    commitmentId: ticket.commitments[0]?.id ?? '',
    stage: 2,
    repeat: 0,
    audience: 'team',
    at: clock('2026-03-03 11:00'),
    lateSeconds: 0,
    ...parts,
  };
}

/** Everything that is to be read, from tickets and a digest made of them. */
export function sceneOf(tickets: readonly TicketView[], digest: readonly DigestEntry[] = []): Scene {
  const notices = tickets.map((one) => noticeView(one));
  return {
    ticketsById: new Map(tickets.map((one) => [one.id, one])),
    contactsById: new Map(),
    careById: new Map(),
    noticesById: new Map(notices.map((one) => [one.id, one])),
    entriesByKey: new Map(),
    digestsByCard: new Map([['digest', digest]]),
    faults: [],
  };
}

/** A lane's head: a ticket's card that was never shown, unless told otherwise. */
export function laneWork(parts: Partial<LaneWork> = {}, card: Partial<LaneWork['card'] & object> = {}): LaneWork {
  return {
    lane: { platform: 'playground', workspace: 'demo', id: 'support' },
    leaseToken: 'token',
    outboxId: 1n,
    what: 'card',
    wasInFlight: false,
    attempts: 1,
    laneAttempts: 0,
    restLeftMs: 0,
    messageId: 'message',
    urgent: false,
    subjectId: 't1',
    seq: null,
    data: null,
    card: {
      id: 'card',
      kind: 'ticket',
      noticeId: null,
      wantedVersion: 1,
      shownVersion: 0,
      address: null,
      isAwaited: false,
      ...card,
    },
    ...parts,
  };
}

/** The first post of a reminder. */
export function noticeWork(parts: Partial<LaneWork> = {}, card: Partial<LaneWork['card'] & object> = {}): LaneWork {
  return laneWork({ what: 'notice', ...parts }, { kind: 'notice', noticeId: 't1-notice', ...card });
}

export interface ScriptedPort extends ChatPort {
  readonly posts: OutboundMessage[];
  readonly updates: { readonly address: MessageAddress; readonly message: OutboundMessage }[];
  readonly searches: SoughtMessage[];
}

/** A surface that answers as told; everything is sent, and nothing is ever found, unless told otherwise. */
export function scriptedPort(
  script: {
    readonly capabilities?: Partial<Capabilities>;
    readonly answer?: (message: OutboundMessage) => DeliveryOutcome | Promise<DeliveryOutcome>;
    readonly find?: MessageAddress | null | 'unknown';
  } = {},
): ScriptedPort {
  const posts: OutboundMessage[] = [];
  const updates: ScriptedPort['updates'] = [];
  const searches: SoughtMessage[] = [];
  const answer =
    script.answer ??
    ((message) => ({ outcome: 'sent', address: { conversation: message.to.id, message: message.id } }));
  return {
    posts,
    updates,
    searches,
    platform: 'playground',
    workspace: 'demo',
    capabilities: { ...CAPABILITIES, ...script.capabilities },
    post: async (message) => {
      posts.push(message);
      return answer(message);
    },
    update: async (address, message) => {
      updates.push({ address, message });
      return answer(message);
    },
    find: async (message) => {
      searches.push(message);
      return script.find ?? null;
    },
  };
}
