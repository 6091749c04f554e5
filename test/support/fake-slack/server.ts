import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Args, contentFault, webApiMethods } from './web-api.ts';
import type { Call, Fault, World } from './world.ts';

const RESPONSE_URL_LIFE_MS = 30 * 60_000;

/** The HTTP side of the fake: `/api/<method>` with a token, `/response/<id>` without. */
export function createApiServer(
  world: World,
  tokens: { readonly bot: string; readonly app: string },
  socketUrl: () => string,
): Server {
  return createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      world.violate(`fake Slack itself failed: ${String(error)}`);
      response.writeHead(500).end();
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const download = /^\/files\/(\w+)\/download\//.exec(path);
    if (download !== null && request.method === 'GET') return sendFile(request, response, download[1] ?? '');
    const args = parseArgs(request, await readBody(request));
    const match = /^\/(api|response)\/(.+)$/.exec(path);
    if (match === null || request.method !== 'POST') {
      world.violate(`${request.method} ${path}: no such address`);
      response.writeHead(404).end();
      return;
    }
    const [, kind, name = ''] = match;
    const method = kind === 'api' ? name : 'response_url';
    const call: Call = { method, args, at: world.now(), answer: null };
    world.calls.push(call);
    const fault = world.faultsByMethod.get(method)?.shift();
    if (fault !== undefined && fault !== 'drop-after-accept' && fault !== 'hang-after-accept') {
      misbehave(fault, response, call);
      world.changed();
      return;
    }
    const [status, body] = kind === 'api' ? apiCall(request, method, args) : useResponseUrl(name, args);
    call.answer = body;
    world.changed();
    if (fault === 'drop-after-accept') response.destroy();
    else if (fault === undefined) {
      const type = typeof body === 'string' ? 'text/plain' : 'application/json; charset=utf-8';
      const scopes = kind === 'api' && world.scopes !== null ? { 'x-oauth-scopes': world.scopes.join(',') } : {};
      response
        .writeHead(status, { 'content-type': type, ...scopes })
        .end(typeof body === 'string' ? body : JSON.stringify(body));
    }
  }

  /** Whoever has no right to it is led to a page for people, as on the real one. */
  function sendFile(request: IncomingMessage, response: ServerResponse, id: string): void {
    const file = world.filesById.get(id);
    if (request.headers.authorization !== `Bearer ${tokens.bot}` || file === undefined || file.isHidden) {
      response.writeHead(302, { location: `${world.origin}/signin` }).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file.content);
  }

  function apiCall(request: IncomingMessage, method: string, args: Args): [number, unknown] {
    const needed = method === 'apps.connections.open' ? tokens.app : tokens.bot;
    if (request.headers.authorization !== `Bearer ${needed}`) return [200, { ok: false, error: 'invalid_auth' }];
    if (method === 'apps.connections.open') return [200, { ok: true, url: socketUrl() }];
    const run = webApiMethods[method];
    if (run === undefined) {
      world.violate(`${method}: the fake does not know this method`);
      return [200, { ok: false, error: 'unknown_method' }];
    }
    return [200, run(world, args)];
  }

  function useResponseUrl(id: string, args: Args): [number, unknown] {
    const url = world.responseUrlsById.get(id);
    if (url === undefined || world.now() - url.at > RESPONSE_URL_LIFE_MS) return [404, 'expired_url'];
    url.uses += 1;
    if (url.uses > 5) {
      world.violate(`response_url ${id} used ${url.uses} times, at most 5`);
      return [404, 'used_url'];
    }
    if (args.delete_original === true) {
      if (url.original !== null) world.ephemerals.splice(world.ephemerals.indexOf(url.original), 1);
      return [200, 'ok'];
    }
    const fault = contentFault(world, 'response_url', args, 40_000);
    if (fault !== null) return [400, fault.error];
    if (args.response_type !== 'ephemeral') world.violate('response_url: an answer that everybody would see');
    const said = { text: String(args.text), blocks: Array.isArray(args.blocks) ? args.blocks : [] };
    if (args.replace_original === true && url.original !== null) Object.assign(url.original, said);
    else {
      world.ephemerals.push({
        id: world.nextTs(),
        channel: url.channel,
        user: url.user,
        threadTs: url.threadTs,
        via: 'response_url',
        ...said,
      });
    }
    return [200, 'ok'];
  }
}

function misbehave(
  fault: Exclude<Fault, 'drop-after-accept' | 'hang-after-accept'>,
  response: ServerResponse,
  call: Call,
): void {
  call.answer = fault;
  if (fault === 'hang') return;
  if (fault === 'drop') response.destroy();
  else if (fault === 'nonsense') response.writeHead(200, { 'content-type': 'text/plain' }).end('¯\\_(ツ)_/¯ 200 OK');
  else if (fault === 'html') response.writeHead(200, { 'content-type': 'text/html' }).end('<html>It works!</html>');
  else if (fault === 'null') response.writeHead(200, { 'content-type': 'application/json' }).end('null');
  else if ('error' in fault) {
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ ok: false, error: fault.error }));
  } else {
    const headers = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
    response.writeHead(fault.status, headers).end('{"ok":false,"error":"ratelimited"}');
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

/** Slack takes JSON, and forms whose values may be JSON again. */
function parseArgs(request: IncomingMessage, body: string): Args {
  if (request.headers['content-type']?.startsWith('application/json') === true) return JSON.parse(body) as Args;
  const args: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    const isJson = /^[[{]/.test(value) && (name === 'blocks' || name === 'view' || name === 'metadata');
    args[name] = isJson ? JSON.parse(value) : value === 'true' ? true : value === 'false' ? false : value;
  }
  return args;
}
