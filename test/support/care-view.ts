import type { AskedItem, CareDeed } from '../../src/domain/care/care.ts';
import type { Commitment } from '../../src/domain/commitment/commitment.ts';
import { careOf } from '../../src/storage/care/read-views.ts';
import type { CareView } from '../../src/usecases/care/ports.ts';
import { promise } from './commitments.ts';

type Asked = Extract<CareDeed, { readonly type: 'care-asked' }>;

/** A customer who is asked for now, as people see it: `items` in one ask, due when `commitment` says. */
export function careView(
  items: readonly AskedItem[],
  parts: Partial<CareView> = {},
  commitment: Partial<Commitment> = {},
): CareView {
  const id = parts.id ?? 'k1';
  const owed = promise({ id: `${id}-ask`, subjectId: id, rule: 'care', n: 1, owner: 'agent', ...commitment });
  const asked: Asked = {
    type: 'care-asked',
    n: 1,
    day: '2026-03-03',
    askAt: owed.startedAt,
    dueAt: owed.dueAt,
    items,
    covered: [],
    owner: owed.owner,
    team: 'support',
    policy: 'policy',
  };
  return {
    id,
    number: 'K00001',
    name: '云帆科技',
    vip: false,
    tier: 'B',
    stage: 'mature',
    highValue: false,
    team: 'support',
    origin: null,
    care: careOf([{ seq: 1, at: owed.startedAt, by: 'system', deed: asked }]),
    asked: new Map([[1, asked]]),
    commitments: [owed],
    namesById: new Map([['c1', '新品会']]),
    campaignNumbers: new Map([['c1', 'H00001']]),
    urgentTicket: null,
    released: null,
    signs: [],
    ...parts,
  };
}
