import { createHash } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RawReply, SlackRequest } from './requests.ts';
import type { World } from './world.ts';

/**
 * The WebSocket end of Socket Mode: hello, envelopes, acknowledgements. Only what the real client needs of RFC 6455:
 * unfragmented frames, masked from the client, close and ping.
 */
export interface SocketEndpoint {
  readonly connections: number;
  send(request: SlackRequest, retryNum?: number): Promise<RawReply>;
  close(): void;
}

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

/** Listens for WebSocket upgrades at `/socket` of a server. */
export function createSocketEndpoint(server: Server, world: World): SocketEndpoint {
  const sockets = new Set<Duplex>();
  const acksByEnvelope = new Map<string, (payload: unknown) => void>();

  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    const key = request.headers['sec-websocket-key'] ?? '';
    const accept = createHash('sha1')
      .update(key + GUID)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    sockets.add(socket);
    let pending: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      for (let frame = takeFrame(pending); frame !== null; frame = takeFrame(pending)) {
        pending = frame.rest;
        receive(socket, frame.opcode, frame.payload);
      }
    });
    const gone = (): void => {
      sockets.delete(socket);
      world.changed();
    };
    socket.on('close', gone);
    socket.on('error', gone);
    socket.write(makeFrame(TEXT, JSON.stringify({ type: 'hello', num_connections: 1 })));
    world.changed();
  });

  function receive(socket: Duplex, opcode: number, payload: Buffer): void {
    if (opcode === PING) socket.write(makeFrame(PONG, payload));
    else if (opcode === CLOSE) socket.end(makeFrame(CLOSE, payload));
    else if (opcode === TEXT) {
      const ack = JSON.parse(payload.toString()) as { envelope_id: string; payload?: unknown };
      acksByEnvelope.get(ack.envelope_id)?.(ack.payload);
    }
  }

  return {
    get connections() {
      return sockets.size;
    },
    async send(request, retryNum) {
      const [socket] = sockets;
      if (socket === undefined) throw new Error('the product has no Socket Mode connection');
      const envelopeId = `envelope-${world.next()}`;
      const { promise, resolve } = Promise.withResolvers<unknown>();
      acksByEnvelope.set(envelopeId, resolve);
      const envelope = {
        type: request.kind,
        envelope_id: envelopeId,
        payload: request.payload,
        accepts_response_payload: request.kind !== 'events_api',
        ...(retryNum === undefined ? {} : { retry_attempt: retryNum, retry_reason: 'timeout' }),
      };
      socket.write(makeFrame(TEXT, JSON.stringify(envelope)));
      const payload = await promise;
      const isEmpty = payload === undefined || JSON.stringify(payload) === '{}';
      return { status: 200, body: isEmpty ? '' : JSON.stringify(payload) };
    },
    close() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function makeFrame(opcode: number, payload: string | Buffer): Buffer {
  const body = Buffer.from(payload);
  const head = Buffer.alloc(body.length < 126 ? 2 : body.length < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  if (body.length < 126) head[1] = body.length;
  else if (body.length < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(body.length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(body.length), 2);
  }
  return Buffer.concat([head, body]);
}

/** The first whole frame of the bytes, unmasked, and what follows it. */
function takeFrame(bytes: Buffer): { opcode: number; payload: Buffer; rest: Buffer } | null {
  if (bytes.length < 2) return null;
  const opcode = bytes.readUInt8(0) & 0x0f;
  const isMasked = (bytes.readUInt8(1) & 0x80) !== 0;
  let length = bytes.readUInt8(1) & 0x7f;
  let at = 2;
  if (length === 126) {
    if (bytes.length < 4) return null;
    length = bytes.readUInt16BE(2);
    at = 4;
  } else if (length === 127) {
    if (bytes.length < 10) return null;
    length = Number(bytes.readBigUInt64BE(2));
    at = 10;
  }
  const maskAt = at;
  if (isMasked) at += 4;
  if (bytes.length < at + length) return null;
  const payload = Buffer.from(bytes.subarray(at, at + length));
  if (isMasked) {
    for (let i = 0; i < payload.length; i++) payload[i] = payload.readUInt8(i) ^ bytes.readUInt8(maskAt + (i % 4));
  }
  return { opcode, payload, rest: bytes.subarray(at + length) };
}
