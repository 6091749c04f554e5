import { listOf, textOf } from './card-rules.ts';
import { type Call, findMember, type World } from './world.ts';

/** A contact as the platform lists it; what is given is laid over it, also nonsense. */
export function outsideContact(
  id: string,
  contact: Readonly<Record<string, unknown>> = {},
  follow: Readonly<Record<string, unknown>> = {},
): object {
  return {
    external_contact: {
      ...{ external_userid: id, name: `Name of ${id}`, type: 2, gender: 0, avatar: 'https://example.com/a.png' },
      ...contact,
    },
    follow_info: {
      ...{
        userid: 'x',
        remark: '',
        description: '',
        createtime: 1_700_000_000,
        tag_id: [],
        add_way: 1,
        oper_userid: '',
      },
      ...follow,
    },
  };
}

type Answer = { readonly errcode: number; readonly errmsg: string } & Readonly<Record<string, unknown>>;
const OK = { errcode: 0, errmsg: 'ok' } as const;
const refused = (errcode: number, errmsg: string): Answer => ({ errcode, errmsg: `${errmsg}, hint: [fake]` });
const DAY_S = 86_400;
/** Days are those of Beijing. */
const BEIJING_S = 8 * 3_600;

/** `externalcontact/…`, by path. */
export function createCustomerApis(world: World): Readonly<Record<string, (call: Call) => Answer>> {
  const { outside } = world;

  function guarded(run: (call: Call) => Answer): (call: Call) => Answer {
    return (call) => (outside.isAllowed ? run(call) : refused(48002, 'api forbidden'));
  }

  function memberFault(id: string): Answer | null {
    const member = findMember(world, id);
    if (member === null) return refused(60111, 'userid not found');
    return member.outOfScope ? refused(60011, 'no privilege to access/modify contact/party/agent') : null;
  }

  function byUser({ body }: Call): Answer {
    const api = 'externalcontact/batch/get_by_user';
    const ids = listOf(body['userid_list']).map((id) => textOf(id).toLowerCase());
    const limit = Number(body['limit'] ?? 50);
    if (ids.length < 1 || ids.length > 100) world.violate(`${api}: ${ids.length} members of 100`);
    if (!(limit >= 1 && limit <= 100)) world.violate(`${api}: limit ${limit}`);
    for (const id of ids) {
      const fault = memberFault(id);
      if (fault !== null) return fault;
    }
    const all = ids.flatMap((id) => outside.contactsByMember.get(id) ?? []);
    if (all.length === 0) return refused(84061, 'not external contact');
    const cursor = textOf(body['cursor']);
    const [, at = '0', given = '0'] = /^(\d+)@(\d+)$/.exec(cursor) ?? [];
    if (cursor !== '' && (!/^\d+@\d+$/.test(cursor) || Number(given) < outside.cursorsFrom)) {
      return refused(40097, 'invalid args: cursor');
    }
    const from = Number(at);
    const next = from + limit < all.length ? `${from + limit}@${world.next()}` : '';
    return { ...OK, external_contact_list: all.slice(from, from + limit), next_cursor: next };
  }

  function tagList(): Answer {
    const tag = [...outside.tags].map(([id, name], order) => ({ id, name, order, create_time: 1_600_000_000 }));
    return { ...OK, tag_group: [{ group_id: 'g1', group_name: 'Group', order: 1, tag }] };
  }

  function behaviour({ body }: Call): Answer {
    const api = 'externalcontact/get_user_behavior_data';
    const from = Number(body['start_time']);
    const until = Number(body['end_time']);
    if (!(until >= from) || until - from >= 30 * DAY_S) world.violate(`${api}: ${from} to ${until}`);
    if ((from + BEIJING_S) % DAY_S !== 0) world.violate(`${api}: ${from} is no midnight`);
    const [id = ''] = listOf(body['userid']).map((one) => textOf(one).toLowerCase());
    const fault = memberFault(id);
    if (fault !== null) return fault;
    const days: object[] = [];
    for (let at = from; at <= until; at += DAY_S) {
      const day = new Date((at + BEIJING_S) * 1_000).toISOString().slice(0, 10);
      const { chats, messages } = outside.days.get(`${id} ${day}`) ?? { chats: 0, messages: 0 };
      days.push({ stat_time: at, chat_cnt: chats, message_cnt: messages, negative_feedback_cnt: 0, new_apply_cnt: 0 });
    }
    return { ...OK, behavior_data: days };
  }

  return {
    'externalcontact/get_follow_user_list': guarded(() => ({
      ...OK,
      follow_user: [...outside.contactsByMember.keys()].map((id) => findMember(world, id)?.id ?? id),
    })),
    'externalcontact/get_corp_tag_list': guarded(tagList),
    'externalcontact/batch/get_by_user': guarded(byUser),
    'externalcontact/get_user_behavior_data': guarded(behaviour),
  };
}
