import { startEmbeddedPostgres } from '../../src/storage/embedded/server.ts';

// A bot reduced to its database: `node embedded-child.ts <DATA_DIR>` starts the embedded server and says so in one line
// of JSON, or says why not; SIGTERM stops it.

const [dataDir = ''] = process.argv.slice(2);
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const log: string[] = [];
const note = (message: string) => void log.push(message);

try {
  const server = await startEmbeddedPostgres({ dataDir, log: { info: note, warn: note } });
  await server.ensureDatabase('huiyin');
  process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)));
  say({ pid: server.pid(), url: server.url('huiyin'), log });
} catch (error) {
  if (!(error instanceof Error)) throw error;
  say({ refused: error.name, message: error.message });
  process.exitCode = 1;
}
