import pg from 'pg';

/** The server's account may not make databases; the message says who can and how. */
export class DatabaseNotCreated extends Error {
  override readonly name = 'DatabaseNotCreated';
}

const DUPLICATE_DATABASE = '42P04';
const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Makes the database `name` on the server that `serverUrl` leads to, unless it is there, and returns its own URL. Names
 * are ours, never people's. Throws DatabaseNotCreated without the right to make one, and what pg throws for a server
 * that cannot be reached.
 */
export async function createDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new pg.Client({
    connectionString: serverUrl,
    application_name: 'huiyin-start',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined); // the query under way fails as well, and that is what we report
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    const code = error instanceof pg.DatabaseError ? error.code : undefined;
    if (code === INSUFFICIENT_PRIVILEGE) {
      const command = `CREATE DATABASE ${name} OWNER ${pg.escapeIdentifier(client.user ?? '')}`;
      throw new DatabaseNotCreated(
        `there is no database ${name} on this server and its account may not make one: let its administrator run ${command};`,
        { cause: error },
      );
    }
    if (code !== DUPLICATE_DATABASE) throw error;
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.toString();
}
