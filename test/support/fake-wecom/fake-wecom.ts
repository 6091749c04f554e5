import type { AddressInfo } from 'node:net';
import type { CallbackKeys, Spoil } from './callbacks.ts';
import {
  type Answer,
  driveGroup,
  driveMember,
  type GroupDriver,
  type MemberDriver,
  post,
  type Stage,
  tell,
  verify,
} from './driver.ts';
import { createApiServer } from './server.ts';
import { type Call, createWorld, type Fault, findMember, type World } from './world.ts';

export type { Answer, GroupDriver, MemberDriver, ShownMessage } from './driver.ts';
export type { Call, Fault } from './world.ts';

/**
 * A strict, stateful WeCom on 127.0.0.1: its HTTP API and its encrypted callbacks. It keeps members, chats, messages,
 * tokens and one-shot codes, refuses or silently drops what WeCom refuses or drops, and notes every breach of its rules
 * in `violations`, which a test finds empty at its end.
 */
export interface FakeWecom {
  /** For `WECOM_API_URL`. */
  readonly apiUrl: string;
  readonly corpId: string;
  readonly agentId: string;
  readonly secret: string;
  readonly token: string;
  readonly encodingAesKey: string;
  readonly world: World;
  readonly violations: string[];
  /** Every call of the API, oldest first. */
  readonly calls: readonly Call[];
  addMember(member: {
    id: string;
    name: string;
    leaders?: readonly string[];
    departments?: readonly number[];
    outOfScope?: boolean;
  }): MemberDriver;
  /** A group as `appchat/create` makes one. */
  addGroup(group: { id: string; name: string; members?: readonly string[] }): GroupDriver;
  /** Somebody by id, in any case; fails when unknown. */
  member(id: string): MemberDriver;
  group(id: string): GroupDriver;
  /** Tells the fake where our product listens: the whole address of `/wecom/callback`. */
  connect(url: string): void;
  /** Verifies that address as the console does. */
  verify(text?: string, spoil?: Spoil): Promise<{ status: number; body: string }>;
  /** Any callback, spoiled as wanted. */
  tell(userId: string, fields: Readonly<Record<string, string | number>>, spoil?: Spoil): Promise<Answer>;
  /** Any request to the callback's address. */
  post(query: string, body: string): Promise<Answer>;
  /** Makes the next `times` calls of an API go wrong. */
  failNext(api: string, fault: Fault, times?: number): void;
  callsOf(api: string): readonly Call[];
  /** All tokens given out so far are no longer taken: expired (42001), or forgotten (40014). */
  expireTokens(how?: 'expired' | 'forgotten'): void;
  /** All codes that nobody has spent yet are older than 72 hours now. */
  expireCodes(): void;
  /** Takes the violations that match out of the list; fails when there is none. */
  forgive(violation: RegExp): void;
  /** Waits for what only the fake can see; `look` is asked again after each change. */
  until<T>(look: () => T | null, what: string, timeoutMs?: number): Promise<T>;
  close(): Promise<void>;
}

/** Starts a fake WeCom on a free port. `now` is machine time. */
export async function createFakeWecom(options: { now?: () => number; corpId?: string } = {}): Promise<FakeWecom> {
  const world = createWorld(options.now ?? Date.now);
  const company = { corpId: options.corpId ?? 'ww0fake0corp', agentId: 1_000_002, secret: 'a-secret-of-the-fake' };
  const keys: CallbackKeys = {
    token: 'aTokenOfTheFake',
    encodingAesKey: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ',
    receiveId: company.corpId,
  };
  const server = createApiServer(world, company);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  let productUrl: string | null = null;
  const stage: Stage = {
    world,
    keys,
    agentId: company.agentId,
    url: () => {
      if (productUrl === null) throw new Error('call connect(url) first');
      return productUrl;
    },
  };

  function member(id: string): MemberDriver {
    const known = findMember(world, id);
    if (known === null) throw new Error(`fake WeCom knows no ${id}`);
    return driveMember(stage, known);
  }

  function group(id: string): GroupDriver {
    if (!world.chatsById.has(id)) throw new Error(`fake WeCom knows no group ${id}`);
    return driveGroup(stage, id);
  }

  return {
    apiUrl: `http://127.0.0.1:${port}`,
    corpId: company.corpId,
    agentId: String(company.agentId),
    secret: company.secret,
    token: keys.token,
    encodingAesKey: keys.encodingAesKey,
    world,
    violations: world.violations,
    calls: world.calls,
    addMember({ id, name, leaders = [], departments = [1], outOfScope = false }) {
      world.membersById.set(id.toLowerCase(), { id, name, leaders, departments, outOfScope });
      return member(id);
    },
    addGroup({ id, name, members = [...world.membersById.keys()] }) {
      world.chatsById.set(id, { id, name, members });
      return group(id);
    },
    member,
    group,
    connect(url) {
      productUrl = url;
    },
    verify: (text = '1616140317555161061', spoil = {}) => verify(stage, text, spoil),
    tell: (userId, fields, spoil) => tell(stage, userId, fields, spoil),
    post: (query, body) => post(stage, { query, body }),
    failNext(api, fault, times = 1) {
      const faults = world.faultsByApi.get(api) ?? [];
      for (let i = 0; i < times; i++) faults.push(fault);
      world.faultsByApi.set(api, faults);
    },
    callsOf: (api) => world.calls.filter((call) => call.api === api),
    expireTokens(how = 'expired') {
      for (const token of [...world.tokens.keys()]) {
        if (how === 'forgotten') world.tokens.delete(token);
        else world.tokens.set(token, { expiresAt: 0 });
      }
    },
    expireCodes() {
      for (const [at, code] of world.codes.entries()) world.codes[at] = { ...code, at: 0 };
    },
    forgive(violation) {
      const kept = world.violations.filter((each) => !violation.test(each));
      if (kept.length === world.violations.length) throw new Error(`no violation matches ${violation}`);
      world.violations.splice(0, Infinity, ...kept);
    },
    until: (look, what, timeoutMs) => world.until(look, () => what, timeoutMs),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
