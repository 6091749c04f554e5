import type { RawReply, SendOptions, SlackRequest } from './requests.ts';
import { contentFault } from './web-api.ts';
import type { Channel, Ephemeral, Modal, User, World } from './world.ts';

/** What people's deeds are made of: who and where, triggers and response URLs, the request and what came back. */
export interface Stage {
  readonly world: World;
  /** By name or id; throws when unknown. */
  findUser(nameOrId: string): User;
  findChannel(nameOrId: string): Channel;
  firstUser(): User;
  firstChannel(): Channel;
  newTrigger(user: User): string;
  newResponseUrl(user: User, channel: string, threadTs: string | null, original: Ephemeral | null): string;
  /** What Slack makes of typed text: three entities, and the people and channels it knows as links. */
  escapeTyped(text: string): string;
  /** Sends a deed and reads the acknowledgement as Slack's client would. */
  perform(deed: Deed, options?: SendOptions): Promise<Outcome>;
}

export interface Deed {
  readonly request: SlackRequest;
  readonly user: User;
  readonly channel: string | null;
  readonly triggerId: string | null;
}

export interface Outcome extends RawReply {
  readonly tookMs: number;
  /** Private message in the acknowledgement of a command. */
  readonly ephemeral: Ephemeral | null;
  /** Modal opened with the deed's trigger. */
  readonly modal: Modal | null;
}

/** After this long Slack shows the person that the app failed. */
const SLACK_PATIENCE_MS = 3_000;

export function createStage(
  world: World,
  responseUrlBase: string,
  send: (request: SlackRequest, options?: SendOptions) => Promise<RawReply>,
): Stage {
  const users = (): User[] => [...world.usersById.values()];
  const channels = (): Channel[] => [...world.channelsById.values()];

  return {
    world,
    findUser: (nameOrId) =>
      users().find((each) => each.id === nameOrId || each.name === nameOrId) ??
      missing(`fake Slack knows nobody called ${nameOrId}`),
    findChannel: (nameOrId) =>
      channels().find((each) => each.id === nameOrId || each.name === nameOrId) ??
      missing(`fake Slack knows no channel called ${nameOrId}`),
    firstUser: () => users()[0] ?? missing('fake Slack has no people yet'),
    firstChannel: () => channels().find((each) => each.directWith === null) ?? missing('fake Slack has no channel yet'),
    newTrigger(user) {
      const id = `${world.next()}.trigger.${user.id}`;
      world.triggersById.set(id, { id, user: user.id, at: world.now(), used: false });
      return id;
    },
    newResponseUrl(user, channel, threadTs, original) {
      const id = `r${world.next()}`;
      world.responseUrlsById.set(id, { id, user: user.id, channel, threadTs, at: world.now(), uses: 0, original });
      return responseUrlBase + id;
    },
    escapeTyped(text) {
      const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      return escaped.replace(/([@#])([\w.-]+)/g, (whole, sign: string, name: string) => {
        const user = sign === '@' ? users().find((each) => each.name === name) : undefined;
        if (user !== undefined) return `<@${user.id}|${user.name}>`;
        const channel = sign === '#' ? channels().find((each) => each.name === name) : undefined;
        return channel === undefined ? whole : `<#${channel.id}|${channel.name}>`;
      });
    },
    async perform({ request, user, channel, triggerId }, options) {
      const start = performance.now();
      const reply = await send(request, options);
      const tookMs = performance.now() - start;
      if (tookMs > SLACK_PATIENCE_MS) world.violate(`acknowledged after ${Math.round(tookMs)} ms, Slack waits 3000`);
      const modals = [...world.modalsById.values()];
      return {
        ...reply,
        tookMs,
        ephemeral:
          request.kind === 'slash_commands' && channel !== null ? privateCard(world, reply, user, channel) : null,
        modal: modals.findLast((each) => each.triggerId === triggerId && each.open) ?? null,
      };
    },
  };
}

function privateCard(world: World, reply: RawReply, user: User, channel: string): Ephemeral | null {
  if (reply.status !== 200 || reply.body === '') return null;
  const said = JSON.parse(reply.body) as Record<string, unknown>;
  if (said.response_type !== 'ephemeral') world.violate('acknowledgement: an answer that everybody would see');
  if (contentFault(world, 'acknowledgement', said, 40_000) !== null) return null;
  const ephemeral: Ephemeral = {
    id: world.nextTs(),
    channel,
    user: user.id,
    threadTs: null,
    via: 'ack',
    text: String(said.text),
    blocks: Array.isArray(said.blocks) ? said.blocks : [],
  };
  world.ephemerals.push(ephemeral);
  world.changed();
  return ephemeral;
}

function missing(text: string): never {
  throw new Error(text);
}
