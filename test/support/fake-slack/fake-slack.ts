import type { AddressInfo } from 'node:net';
import { type ChannelDriver, driveChannel, driveUser, type UserDriver } from './driver.ts';
import { type RawReply, type SendOptions, type SlackRequest, sendOverHttp } from './requests.ts';
import { createApiServer } from './server.ts';
import { type ModalDriver, showModal } from './shown.ts';
import { createSocketEndpoint, type SocketEndpoint } from './socket-mode.ts';
import { createStage } from './stage.ts';
import { type Call, createWorld, type Fault, type World } from './world.ts';

export type { ModalDriver } from './shown.ts';
export type { Call, Fault } from './world.ts';

/**
 * A strict, stateful Slack on 127.0.0.1. It keeps channels, people, messages, modals and private replies, refuses what
 * Slack refuses, and notes every breach of Slack's rules in `violations`, which a test finds empty at its end.
 */
export interface FakeSlack {
  /** For `SLACK_API_URL`. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** Team id, `T0ACME`. */
  readonly workspace: string;
  readonly botUserId: string;
  readonly world: World;
  readonly violations: string[];
  /** Every call of the Web API and of response URLs, oldest first. */
  readonly calls: readonly Call[];
  readonly socket: SocketEndpoint;
  /** Adds somebody; `name` is how tests call them. The first one added is who clicks when nobody is named. */
  addUser(user: { id: string; name: string; displayName?: string; locale?: string; isBot?: boolean }): UserDriver;
  /** Adds a channel with everybody known so far in it, and the bot unless `withBot` is false. */
  addChannel(channel: { id: string; name: string; withBot?: boolean; members?: readonly string[] }): ChannelDriver;
  /** Somebody by name or id; fails when unknown. */
  user(nameOrId: string): UserDriver;
  /** A channel by name or id; fails when unknown. */
  channel(nameOrId: string): ChannelDriver;
  /** A modal by its id; fails when unknown. */
  modal(id: string): ModalDriver;
  /** Tells the fake where our product listens: the whole address of `/slack/events`. */
  connect(url: string): void;
  /** From now on requests go over the Socket Mode connection, once there is one. */
  useSocketMode(): Promise<void>;
  /** Makes the next `times` calls of a method go wrong; `response_url` stands for answers through response URLs. */
  failNext(method: string, fault: Fault, times?: number): void;
  /** The calls of one method. */
  callsOf(method: string): readonly Call[];
  /** Sends any body, signed unless the options spoil it. */
  send(request: Pick<SlackRequest, 'contentType' | 'body'>, options?: SendOptions): Promise<RawReply>;
  /** Takes the violations that match out of the list; fails when there is none. */
  forgive(violation: RegExp): void;
  /** Waits for what only the fake can see; `look` is asked again after each change. */
  until<T>(look: () => T | null, what: string, timeoutMs?: number): Promise<T>;
  close(): Promise<void>;
}

/** Starts a fake Slack on a free port. `now` is machine time: triggers live 3 s and response URLs 30 min of it. */
export async function createFakeSlack(options: { now?: () => number } = {}): Promise<FakeSlack> {
  const world = createWorld(options.now ?? Date.now);
  const tokens = { bot: 'xoxb-fake-token', app: 'xapp-fake-token' };
  const signingSecret = 'a-signing-secret-of-the-fake';
  let port = 0;
  const server = createApiServer(world, tokens, () => `ws://127.0.0.1:${port}/socket`);
  const socket = createSocketEndpoint(server, world);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  world.origin = `http://127.0.0.1:${port}`;

  let productUrl: string | null = null;
  let overSocket = false;
  const send = (request: Pick<SlackRequest, 'contentType' | 'body'>, spoil: SendOptions = {}): Promise<RawReply> => {
    if (productUrl === null) throw new Error('call connect(url) first');
    return sendOverHttp({ url: productUrl, signingSecret, now: world.now }, request, spoil);
  };
  const stage = createStage(world, `http://127.0.0.1:${port}/response/`, (request, spoil) =>
    overSocket ? socket.send(request, spoil?.retryNum) : send(request, spoil),
  );
  const user = (nameOrId: string): UserDriver => driveUser(stage, stage.findUser(nameOrId));
  const channel = (nameOrId: string): ChannelDriver => driveChannel(stage, stage.findChannel(nameOrId));

  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    botToken: tokens.bot,
    appToken: tokens.app,
    signingSecret,
    workspace: world.team.id,
    botUserId: world.bot.userId,
    world,
    violations: world.violations,
    calls: world.calls,
    socket,
    addUser({ id, name, displayName = name, locale = 'en-US', isBot = false }) {
      world.usersById.set(id, { id, name, displayName, locale, isBot });
      return user(id);
    },
    addChannel({ id, name, withBot = true, members = [...world.usersById.keys()] }) {
      const all = new Set(withBot ? [...members, world.bot.userId] : members);
      world.channelsById.set(id, { id, name, directWith: null, members: all, archived: false });
      return channel(id);
    },
    user,
    channel,
    modal(id) {
      const modal = world.modalsById.get(id);
      if (modal === undefined) throw new Error(`fake Slack knows no modal ${id}`);
      return showModal(stage, modal);
    },
    connect(url) {
      productUrl = url;
    },
    async useSocketMode() {
      overSocket = true;
      await world.until(
        () => (socket.connections > 0 ? true : null),
        () => 'a Socket Mode connection',
      );
    },
    failNext(method, fault, times = 1) {
      const faults = world.faultsByMethod.get(method) ?? [];
      for (let i = 0; i < times; i++) faults.push(fault);
      world.faultsByMethod.set(method, faults);
    },
    callsOf: (method) => world.calls.filter((call) => call.method === method),
    send,
    forgive(violation) {
      const kept = world.violations.filter((each) => !violation.test(each));
      if (kept.length === world.violations.length) throw new Error(`no violation matches ${violation}`);
      world.violations.splice(0, Infinity, ...kept);
    },
    until: (look, what, timeoutMs) => world.until(look, () => what, timeoutMs),
    async close() {
      socket.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
