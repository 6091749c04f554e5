import { z } from 'zod';

/* What Bolt takes for granted of a request that is rightly signed. Anything else would end in an error of its own. */

/** As Slack writes ids; Bolt uses some of them as keys of plain objects. */
const slackId = z.string().regex(/^[A-Z0-9]{1,64}$/);
const id = z.object({ id: slackId });
const anyObject = z.record(z.string(), z.unknown());
const interaction = {
  user: id,
  team: z.object({ id: slackId, enterprise_id: slackId.nullish() }).nullish(),
  enterprise: id.nullish(),
  // Bolt knows a channel that is left out, and falls over one that is null.
  channel: id.optional(),
  response_urls: z.array(z.object({ response_url: z.string() })).optional(),
  // A deed is known by it when it comes twice.
  trigger_id: z.string().min(1),
  response_url: z.string().nullish(),
  message: anyObject.nullish(),
  view: anyObject.nullish(),
  // Bolt takes whatever has actions for a click, and whatever has a name for a question of a list.
  actions: z.never().optional(),
  name: z.never().optional(),
};
/** What asks for no deed has nothing to know it by. */
const unasked = { ...interaction, trigger_id: z.string().nullish() };
const modal = {
  id: z.string(),
  callback_id: z.string(),
  private_metadata: z.string(),
  app_installed_team_id: slackId.nullish(),
};
const text = z.object({ text: z.string() });
const block = z
  .object({ type: z.string(), block_id: z.string().nullish(), element: z.object({ type: z.string() }).nullish() })
  .refine(({ type, element }) => type !== 'input' || (element !== null && element !== undefined));
/** What a button carries, and what was typed or chosen in a field. */
const answer = { value: z.string().nullish(), selected_option: z.object({ value: z.string() }).nullish() };
/** Bolt reads the name of a shortcut in its window, if it has one. */
const shortcut = { ...interaction, callback_id: z.string(), view: z.never().optional() };

const INTERACTIONS: Readonly<Record<string, z.ZodType>> = {
  block_actions: z.object({
    ...interaction,
    container: anyObject,
    view: z.object({ id: z.string(), type: z.string(), private_metadata: z.string() }).nullish(),
    actions: z
      .array(
        z.object({
          action_id: z.string(),
          block_id: z.string().optional(),
          type: z.string(),
          ...answer,
        }),
      )
      .min(1),
  }),
  block_suggestion: z.object({ ...unasked, action_id: z.string() }),
  view_submission: z.object({
    ...interaction,
    view: z.object({
      ...modal,
      title: text,
      submit: text.nullish(),
      close: text.nullish(),
      blocks: z.array(block),
      state: z.object({ values: z.record(z.string(), z.record(z.string(), z.object(answer))) }),
    }),
  }),
  view_closed: z.object({ ...unasked, view: z.object(modal) }),
  shortcut: z.object(shortcut),
  message_action: z.object({
    ...shortcut,
    channel: id,
    message: z.object({ ts: z.string(), text: z.string().nullish(), user: z.string().nullish() }),
  }),
};

const COMMAND = z.object({
  command: z.string().max(200),
  trigger_id: z.string().min(1),
  user_id: slackId,
  team_id: slackId.nullish(),
  enterprise_id: slackId.nullish(),
  channel_id: slackId.nullish(),
  text: z.string().nullish(),
});
/** Events whose user or channel is an object are none that we listen to; over one that is null Bolt falls. */
const anyEvent = z.object({
  type: z.string(),
  user: z.string().optional(),
  channel: z.string().optional(),
  item: anyObject.optional(),
  subteam: anyObject.optional(),
  ts: z.string().nullish(),
  thread_ts: z.string().nullish(),
  text: z.string().nullish(),
});
const written = anyEvent.extend({ channel: z.string(), ts: z.string() });
/** What is done upon an event takes these for granted. */
const HEARD: Readonly<Record<string, z.ZodType>> = {
  message: written,
  app_mention: written,
  app_home_opened: anyEvent.extend({ user: z.string() }),
  member_joined_channel: anyEvent.extend({ user: z.string(), channel: z.string() }),
};
const EVENT = z.object({
  type: z.literal('event_callback'),
  team_id: slackId,
  enterprise_id: slackId.nullish(),
  authorizations: z.array(z.object({ team_id: slackId.nullish(), enterprise_id: slackId.nullish() })).nullish(),
  event_id: z.string().min(1),
  event: anyEvent.refine(
    (event) => !Object.hasOwn(HEARD, event.type) || HEARD[event.type]?.safeParse(event).success === true,
  ),
});

/** Whether a body is of a kind and shape that Bolt and our listeners know. */
export function isKnownRequest(body: Readonly<Record<string, unknown>>): boolean {
  if (body['event'] !== undefined) return EVENT.safeParse(body).success;
  if (body['command'] !== undefined) return COMMAND.safeParse(body).success;
  const kind = body['type'];
  if (typeof kind !== 'string' || !Object.hasOwn(INTERACTIONS, kind)) return false;
  return INTERACTIONS[kind]?.safeParse(body).success === true;
}
