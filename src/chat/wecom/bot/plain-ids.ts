import { z } from 'zod';
import type { CallWecom } from '../app/web-api.ts';
import type { ToUserId } from './user-ids.ts';

/** What the app says of encrypted ids (D/95435): those that are plain already stand in a list of their own. */
const shape = z.object({
  userid_list: z.array(z.object({ open_userid: z.string(), userid: z.string() })).catch([]),
});

/** Asks through the self-built app, which must be visible to the people in question. Rejects with WecomCallFailed. */
export function createToUserId(call: CallWecom, agentId: number): ToUserId {
  return async (ids) => {
    const body = { open_userid_list: [...ids], source_agentid: agentId };
    const { userid_list } = shape.parse(await call('batch/openuserid_to_userid', { body }));
    return new Map(userid_list.map((one) => [one.open_userid, one.userid]));
  };
}
