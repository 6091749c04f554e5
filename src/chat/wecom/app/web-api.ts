import { z } from 'zod';
import type { Ms } from '../../../domain/time.ts';
import {
  type Failure,
  failureOfCode,
  isLockedOut,
  type LockedOutCode,
  STALE_TOKEN,
  WecomCallFailed,
} from './errcodes.ts';
import type { Log } from './log.ts';

/** An API of the app, by its path: `message/send`. */
export type Api = string;

export interface CallOptions {
  /** With a body it is a POST. */
  readonly body?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Nothing but this call is lost when the console forbids it: whoever calls tells the administrators. */
  readonly isOptional?: boolean;
}

/** Calls an API with the app's token. Rejects with WecomCallFailed; see `failureOf`. */
export type CallWecom = (api: Api, options?: CallOptions) => Promise<Readonly<Record<string, unknown>>>;

export interface WebApiDeps {
  /** Without a slash at the end. */
  readonly apiUrl: string;
  readonly corpId: string;
  readonly secret: string;
  readonly log: Log;
  /** Longest wait for one answer. */
  readonly timeoutMs: Ms;
  /** Monotonic machine time. */
  readonly elapsed: () => Ms;
  /** The console has to be changed before anything works; called with every such refusal. Must not throw. */
  readonly onLockedOut: (refusal: { readonly errcode: LockedOutCode; readonly errmsg: string }) => void;
  /** A code that nobody here knows. Must not throw. */
  readonly onUnknownCode: () => void;
}

const answer = z.looseObject({ errcode: z.number(), errmsg: z.string().optional() });
const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** A token is fetched anew this long before it expires. */
const TOKEN_MARGIN_MS: Ms = 300_000;
/** The vendor asks for at most three tries of a busy API. */
const BUSY_WAITS_MS: readonly Ms[] = [200, 800];

/** The app's HTTP API: one token for all callers, renewed once when it went stale, and APIs that rest when told to. */
export function createCallWecom(deps: WebApiDeps): CallWecom {
  let token: { readonly value: string; readonly freshUntil: Ms } | null = null;
  let fetching: Promise<string> | null = null;
  const restingUntil = new Map<Api, Ms>();

  function tokenNow(): Promise<string> {
    if (token !== null && token.freshUntil > deps.elapsed()) return Promise.resolve(token.value);
    fetching ??= fetchToken().finally(() => {
      fetching = null;
    });
    return fetching;
  }

  async function fetchToken(): Promise<string> {
    const query = { corpid: deps.corpId, corpsecret: deps.secret };
    // Shared by every caller: no single caller's signal may end it.
    const said = await request('gettoken', { query });
    if (said.errcode !== 0) throw failed('gettoken', said);
    const { access_token: value, expires_in: seconds } = tokenAnswer.parse(said);
    const lifeMs = seconds * 1_000;
    token = { value, freshUntil: deps.elapsed() + Math.max(lifeMs - TOKEN_MARGIN_MS, lifeMs / 2) };
    return value;
  }

  async function callOnce(api: Api, options: CallOptions): Promise<z.output<typeof answer>> {
    const rest = (restingUntil.get(api) ?? 0) - deps.elapsed();
    if (rest > 0) throw new WecomCallFailed(api, { kind: 'limited', afterMs: Math.ceil(rest) });
    const used = await tokenNow();
    const said = await request(api, options, used);
    if (!STALE_TOKEN.has(said.errcode)) return said;
    // Others may have renewed it meanwhile: only the one that was refused is thrown away.
    if (token?.value === used) token = null;
    return request(api, options, await tokenNow());
  }

  async function request(api: Api, options: CallOptions, access?: string): Promise<z.output<typeof answer>> {
    const { body, query = {}, signal } = options;
    const url = new URL(`${deps.apiUrl}/cgi-bin/${api}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    if (access !== undefined) url.searchParams.set('access_token', access);
    const stop = AbortSignal.any([AbortSignal.timeout(deps.timeoutMs), ...(signal === undefined ? [] : [signal])]);
    if (stop.aborted) throw new WecomCallFailed(api, { kind: 'unreached', reason: 'aborted' });
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, {
        ...(body === undefined
          ? {}
          : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        redirect: 'error',
        signal: stop,
      });
      text = await response.text();
    } catch (error) {
      // The error of `fetch` itself is left behind: it can carry the address, and with it the token.
      throw new WecomCallFailed(api, connectionFailure(error));
    }
    const said = answer.safeParse(readJson(text));
    if (response.ok && said.success) return said.data;
    throw new WecomCallFailed(api, { kind: 'unclear', reason: response.ok ? 'nonsense' : `http-${response.status}` });
  }

  function failed(api: Api, { errcode, errmsg = '' }: z.output<typeof answer>, isOptional = false): WecomCallFailed {
    const failure = failureOfCode(errcode, errmsg);
    if (failure.kind === 'limited') restingUntil.set(api, deps.elapsed() + failure.afterMs);
    if (failure.kind === 'locked-out' && isLockedOut(errcode) && !isOptional) deps.onLockedOut({ errcode, errmsg });
    if ('isUnknown' in failure && failure.isUnknown) {
      deps.log.error({ api, errcode, errmsg }, 'WeCom refused with a code that is not known here');
      deps.onUnknownCode();
    }
    return new WecomCallFailed(api, failure);
  }

  return async (api, options = {}) => {
    for (let attempt = 0; ; attempt += 1) {
      const said = await callOnce(api, options);
      if (said.errcode === 0) return said;
      const waitMs = said.errcode === -1 ? BUSY_WAITS_MS[attempt] : undefined;
      if (waitMs === undefined) throw failed(api, said, options.isOptional);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Connection errors that happen before a byte of the request is written. */
const UNREACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export function connectionFailure(error: unknown): Failure {
  // `fetch` hides the system's code one or more causes deep.
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    if (!('code' in each) || typeof each.code !== 'string') continue;
    return { kind: UNREACHED.has(each.code) ? 'unreached' : 'unclear', reason: each.code };
  }
  return { kind: 'unclear', reason: error instanceof Error ? error.name : 'unknown' };
}
