import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Context } from 'hono';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

interface Asset {
  readonly type: string;
  readonly etag: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** The static files of a folder, read once; only these names can be asked for, so no path leads out of it. */
export function createAssets(folder: URL): (context: Context) => Response {
  const assetsByName = new Map<string, Asset>();
  for (const name of readdirSync(folder)) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const content = new Uint8Array(readFileSync(new URL(name, folder)));
    const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
    assetsByName.set(name, { type, etag, content });
  }

  return (context) => {
    const asset = assetsByName.get(context.req.param('name') ?? '');
    if (asset === undefined) return context.text('Not found', 404);
    // Asked for anew each time and answered with 304: after an update nobody runs yesterday's script.
    const headers = { 'Cache-Control': 'no-cache', ETag: asset.etag };
    if (context.req.header('if-none-match') === asset.etag) return context.body(null, 304, headers);
    return context.body(asset.content, 200, { ...headers, 'Content-Type': asset.type });
  };
}
