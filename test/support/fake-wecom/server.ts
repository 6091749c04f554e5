import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { recordOf } from './card-rules.ts';
import { type Company, createApis, getToken, tokenFault } from './web-api.ts';
import type { Call, Fault, World } from './world.ts';

/** APIs that are asked with GET; all others take JSON by POST. */
const GETS = new Set(['gettoken', 'agent/get', 'user/get', 'menu/get', 'externalcontact/get_follow_user_list']);

/** The HTTP side of the fake: `/cgi-bin/<api>`. */
export function createApiServer(world: World, company: Company): Server {
  const apis = createApis(world, company);
  return createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      world.violate(`fake WeCom itself failed: ${String(error)}`);
      response.writeHead(500).end();
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const api = /^\/cgi-bin\/(.+)$/.exec(url.pathname)?.[1] ?? '';
    const { access_token: token, ...query } = Object.fromEntries(url.searchParams);
    const body = await readJson(request);
    const call: Call = { api, query, body, at: world.now(), answer: null };
    world.calls.push(call);
    if (request.method !== (GETS.has(api) ? 'GET' : 'POST')) world.violate(`${api}: ${request.method}`);
    const fault = world.faultsByApi.get(api)?.shift();
    if (fault !== undefined && fault !== 'drop-after-accept' && fault !== 'hang-after-accept') {
      misbehave(fault, response, call);
      world.changed();
      return;
    }
    call.answer = api === 'gettoken' ? getToken(world, company, query) : run(call, token);
    world.changed();
    if (fault === 'drop-after-accept') response.destroy();
    else if (fault === undefined) {
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(call.answer));
    }
  }

  function run(call: Call, token: string | undefined): unknown {
    const stale = tokenFault(world, token);
    if (stale !== null) return stale;
    const api = apis[call.api];
    if (api !== undefined) return api(call);
    world.violate(`${call.api}: the fake does not know this API`);
    return { errcode: 404, errmsg: 'no such api' };
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
  else if (fault === 'nonsense') response.writeHead(200).end('<html>It works!</html>');
  else if ('status' in fault) response.writeHead(fault.status).end();
  else response.writeHead(200).end(JSON.stringify({ errmsg: 'fake fault', ...fault }));
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString();
  return text === '' ? {} : recordOf(JSON.parse(text));
}
