import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../src/domain/time.ts';
import { careDesk } from '../../support/care-desk.ts';
import { useDatabase } from '../../support/database.ts';
import { MONDAY } from '../../support/desk.ts';

const database = useDatabase();
const TUESDAY = MONDAY + DAY_MS;

describe('planning', () => {
  test('a first payment asks for the welcome on the next working day, in the team, once', async () => {
    const desk = await careDesk(database);
    const id = await desk.customer({ tier: 'B', stage: 'new' });
    await desk.business(id, 'payment', '2026-11-23', 5_000);
    expect(await desk.at(MONDAY)).toMatchObject({ customers: 1, asked: 0, failures: [] });
    expect(await desk.notices(id)).toEqual([]);
    expect(await desk.at(TUESDAY)).toMatchObject({ asked: 1 });
    expect(await desk.at(TUESDAY + HOUR_MS)).toMatchObject({ asked: 0 });
    expect(await desk.notices(id)).toMatchObject([{ stage: 1, audience: 'team' }]);
    const view = await desk.view(id);
    expect(view.care.asks).toMatchObject([{ n: 1, owner: 'zhou', team: 'support', open: [{ ask: 'welcome-call' }] }]);
    expect(view.commitments).toMatchObject([{ rule: 'care', state: 'open', n: 1, owner: 'zhou' }]);
  });
});
