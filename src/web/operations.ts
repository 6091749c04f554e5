import { Hono } from 'hono';

/** What the operator's pages ask. */
export interface Operations {
  /** Why the product is not ready, most important first; empty when it is. */
  faults(): Promise<readonly string[]>;
  /** What works and still wants attention. */
  warnings(): Promise<readonly string[]>;
  metrics(): Promise<{ readonly contentType: string; readonly body: string }>;
}

/** `/healthz`: the process is up. `/readyz`: it can serve, or why not. `/metrics`: figures for Prometheus. */
export function operationRoutes(operations: Operations): Hono {
  const routes = new Hono();
  routes.get('/healthz', (c) => c.json({ status: 'up' }));
  routes.get('/readyz', async (c) => {
    const faults = await operations.faults();
    const warnings = await operations.warnings();
    return c.json(
      { status: faults.length === 0 ? 'ready' : 'not ready', faults, warnings },
      faults.length === 0 ? 200 : 503,
    );
  });
  routes.get('/metrics', async (c) => {
    const { contentType, body } = await operations.metrics();
    return c.body(body, 200, { 'content-type': contentType });
  });
  return routes;
}
