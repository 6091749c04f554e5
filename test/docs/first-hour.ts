import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { pageText } from '../stories/surfaces/page-text.ts';

/*
 * A newcomer's first hour, played on the real product: its commands are run, its playground is used over HTTP as the page
 * uses it, and what comes back is written down. `npm run docs:first-hour` writes docs/first-hour.md.
 */

const ROOT = path.join(import.meta.dirname, '../..');
const NODE = process.execPath;
const PATIENCE_MS = 60_000;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** Plays the hour and returns the page. Takes a minute; leaves nothing behind. */
export async function recordFirstHour(): Promise<string> {
  const directory = await mkdtemp('/tmp/huiyin-first-hour-');
  await chmod(directory, 0o711); // as root the server is another user, who must get through
  const page = createPage(directory);
  try {
    await play(directory, page);
    return page.text();
  } catch (error) {
    throw new Error(`the hour ended early, after:\n${page.text()}`, { cause: error });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

type Page = ReturnType<typeof createPage>;

function createPage(directory: string) {
  const parts: string[] = [];
  const clean = (text: string): string =>
    text
      .replaceAll(directory, '/home/you/huiyin')
      .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'http://127.0.0.1:3000')
      .trimEnd();
  return {
    text: () => `${parts.join('\n\n')}\n`,
    say: (text: string) => parts.push(text),
    block: (what: string, language = 'text') => parts.push(`\`\`\`${language}\n${clean(what)}\n\`\`\``),
  };
}

async function play(directory: string, page: Page): Promise<void> {
  const port = await freePort();
  const run = (file: string, args: readonly string[] = [], input = '') => runCommand(directory, file, args, input);
  page.say('# The first hour');
  page.say(
    'What a newcomer types and what comes back, from nothing to a ticket that was answered in time. Nobody wrote the answers\n' +
      'down: `npm run docs:first-hour` plays the hour on the real product and records it (times and numbers are those of that\n' +
      'run). Before it: `npm ci`, once.',
  );

  page.say('## Five minutes: a bot that runs\n\nFive questions. Enter takes the answer in brackets; tokens can wait.');
  const answers = ['en', 'Asia/Shanghai', 'Support, After-sales', 'none', 'Zhao'];
  const asked = await run('cli/init.ts', [], answers.map((answer) => `${answer}\n`).join(''));
  page.block(`$ npm run init\n${withAnswers(asked.out, answers)}`);
  page.say('It wrote two files with comments. This is the one that says how customers are served:');
  page.block(await readFile(path.join(directory, 'policy.yaml'), 'utf8'), 'yaml');
  page.block(`$ npm run check-config\n${(await run('cli/check-config.ts')).out}`);

  // The port of the recording is any free one; a newcomer's is 3000.
  const env = await readFile(path.join(directory, '.env'), 'utf8');
  await writeFile(path.join(directory, '.env'), env.replace(/^PORT=.*$/m, `PORT=${port}`));
  const product = await startProduct(directory);
  try {
    page.block(`$ npm start\n${product.line}`);
    page.say('No database, no account, no platform: the playground at that address is the product itself.');
    const chat = openChat(`http://127.0.0.1:${port}`, page);
    await chat.morning();
    await firstTicket(chat, page);
    await addColleagues(directory, chat, page);
    await lateAndAnswered(chat, page);
    await lookBack(chat, page, run);
  } finally {
    await product.stop();
  }
  page.say(
    '## And now for real\n\n`npm run init` again with Slack or WeCom: it asks for the tokens, says where to find each, and checks them. Invite\n' +
      'the bot to a channel; it says what to try there, and the line that makes the channel a team’s. When something is said in\n' +
      'the log: [troubleshooting](troubleshooting.md).',
  );
}

type Chat = ReturnType<typeof openChat>;

async function firstTicket(chat: Chat, page: Page): Promise<void> {
  page.say(
    '## Ten minutes: the first ticket\n\nZhao writes down what a customer said. What cannot be worked with is asked for:',
  );
  await chat.types('admin', '/ticket it does not work customer:Acme');
  page.say('So, in the customer’s words:');
  await chat.types(
    'admin',
    '/ticket The printer on the second floor jams with every page since Monday customer:Acme kind:inquiry !urgent',
  );
  page.say('The team’s channel has a card, which changes in place from now on:');
  await chat.channel('support', /printer/);
}

async function addColleagues(directory: string, chat: Chat, page: Page): Promise<void> {
  page.say(
    '## Twenty minutes: colleagues\n\nReminders need somebody to call. Three colleagues in `policy.yaml`; the bot takes the change up while it runs:',
  );
  const file = path.join(directory, 'policy.yaml');
  const policy = await readFile(file, 'utf8');
  const people = [
    '  lin: { name: Lin, team: support }',
    '  chen: { name: Chen, team: support, role: lead }',
    '  wang: { name: Wang, team: support, role: manager }',
  ];
  const changed = policy
    .replace('name: "Support"', 'name: "Support"\n    lead: chen\n    manager: wang')
    .replace(/^ {2}admin: .*$/m, (line) => [line, ...people].join('\n'));
  await writeFile(file, changed);
  page.block(['teams:', '  support:', '    lead: chen', '    manager: wang', 'people:', ...people].join('\n'), 'yaml');
  await chat.until(() => chat.isPerson('chen'));
  page.say('Lin looks what is open. A number that is none is said to be none, with the one that may be meant:');
  await chat.types('lin', '/ticket list open');
  await chat.types('lin', '/ticket take 1');
  await chat.types('lin', `/ticket take ${await chat.number()}`);
}

async function lateAndAnswered(chat: Chat, page: Page): Promise<void> {
  page.say(
    '## Half an hour: nobody calls the customer\n\nThe playground’s clock is moved on: a quarter of an hour, and another one.',
  );
  await chat.forward('15m');
  await chat.direct('lin');
  await chat.forward('15m');
  page.say('The first rung was Lin and the team. Now it is the lead:');
  await chat.direct('chen');
  page.say('Chen has seen it; Lin calls, and says so:');
  await chat.types('chen', `/ticket ack ${await chat.number()}`);
  await chat.types('lin', `/ticket contacted ${await chat.number()} they use another printer until noon`);
  await chat.types('lin', `/ticket resolve ${await chat.number()} roller replaced`);
  await chat.types('lin', `/ticket told ${await chat.number()} roller replaced, no charge`);
  await chat.types('lin', `/ticket rate ${await chat.number()} 5`);
}

async function lookBack(
  chat: Chat,
  page: Page,
  run: (file: string, args?: readonly string[]) => Promise<{ readonly out: string }>,
): Promise<void> {
  page.say('## Three quarters: looking back\n\nWhy was it due when it was, and who was told?');
  await chat.types('lin', `/ticket why ${await chat.number()}`);
  page.say('What the customer was promised beside tickets is kept as well:');
  await chat.types('lin', '/contact Acme phone asked for a second printer next:send the offer tomorrow 17:00');
  await chat.types('lin', '/todo');
  page.say('Whoever runs it looks here:');
  await chat.types('admin', '/admin status');
  const today = await chat.today();
  const simulated = await run('cli/simulate.ts', ['--from', today, '--to', today]);
  page.say(
    'And what would another policy have done? Without `--policy` the one in force is played again: nothing differs.',
  );
  page.block(`$ npm run simulate -- --from ${today} --to ${today}\n${simulated.out}`);
}

/** Uses the playground as its page does. */
function openChat(url: string, page: Page) {
  const headers = { origin: url, 'content-type': 'application/json' };
  let number = '';
  let clockAt = 0;

  async function post(route: string, body: object): Promise<unknown> {
    const response = await fetch(url + route, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  async function move(step: string): Promise<void> {
    const { to } = (await post('/playground/clock', { step })) as { readonly to: number };
    clockAt = to;
  }

  async function types(who: string, text: string): Promise<void> {
    const id = randomUUID();
    const what = { type: 'text', text };
    let reply = (await post('/playground/deeds', { id, as: who, where: `@${who}`, locale: 'en', what })) as SentReply;
    if (reply.later) reply = (await (await fetch(`${url}/playground/answers/${id}`)).json()) as SentReply;
    const said = 'html' in reply ? pageText(reply.html) : `(${reply.kind})`;
    number = /C\d{9,}/.exec(said)?.[0] ?? number;
    page.block(`${nameOf(who)}: ${text}\n\n${indent(said)}`);
  }

  async function messages(): Promise<readonly StreamedMessage[]> {
    const leaving = new AbortController();
    const response = await fetch(`${url}/playground/stream?lang=en`, { signal: leaving.signal });
    const found: StreamedMessage[] = [];
    let rest = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      rest += chunk;
      for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
        const block = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (block.includes('event: message'))
          found.push(JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? '{}') as StreamedMessage);
        if (!block.includes('event: synced')) continue;
        leaving.abort();
        return found;
      }
    }
    throw new Error('the stream ended before it had caught up');
  }

  async function newest(conversation: string, wanted: RegExp): Promise<StreamedMessage> {
    return until(async () =>
      (await messages()).findLast(
        (one) => one.conversation === conversation && one.thread === null && wanted.test(pageText(one.html)),
      ),
    );
  }

  return {
    types,
    until,
    number: async () => number,
    async morning() {
      await post('/playground/locale', { locale: 'en' });
      await move('next-working-morning');
      await move('1h');
    },
    async forward(step: string) {
      await move(step);
    },
    async channel(id: string, wanted: RegExp) {
      page.block(`#${id}\n\n${indent(pageText((await newest(id, wanted)).html))}`);
    },
    async direct(who: string) {
      page.block(`Huiyin, to ${nameOf(who)}\n\n${indent(pageText((await newest(`@${who}`, /./)).html))}`);
    },
    async isPerson(id: string) {
      return (await fetch(`${url}/playground/home?as=${id}&lang=en`)).ok;
    },
    /** The playground's own date in Shanghai, as the clock last said. */
    today: async () => new Date(clockAt + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10),
  };
}

interface StreamedMessage {
  readonly conversation: string;
  readonly thread: string | null;
  readonly order: number;
  readonly html: string;
}

type SentReply = { readonly later: boolean } & (
  | { readonly kind: 'card' | 'form'; readonly html: string }
  | { readonly kind: 'form-errors' | 'nothing' | 'said' }
);

const NAMES: Readonly<Record<string, string>> = { admin: 'Zhao', lin: 'Lin', chen: 'Chen', wang: 'Wang' };
const nameOf = (who: string): string => NAMES[who] ?? who;
const indent = (text: string): string => text.replaceAll(/^/gm, '  ');

/** Asks again until there is something, for a while. */
async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error('it did not come about');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** What was printed, with the answers where they were typed. */
function withAnswers(out: string, answers: readonly string[]): string {
  let left = [...answers];
  return out
    .split('\n')
    .map((line) => {
      const [answer, ...rest] = left;
      if (answer === undefined || !line.endsWith(': ')) return line;
      left = rest;
      return line + answer;
    })
    .join('\n');
}

async function runCommand(directory: string, file: string, args: readonly string[], input: string) {
  const child = spawn(NODE, [path.join(ROOT, 'src', file), ...args], {
    cwd: directory,
    env: { PATH: process.env['PATH'], HOME: directory, LANG: 'en' },
  });
  let out = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (out += chunk));
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${file} ended with ${code}: ${out}`);
  return { out };
}

async function startProduct(directory: string): Promise<{ readonly line: string; stop(): Promise<void> }> {
  const child = spawn(NODE, [path.join(ROOT, 'src/main.ts')], {
    cwd: directory,
    env: { PATH: process.env['PATH'], HOME: directory, LANG: 'en', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let out = '';
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      out += chunk;
      const found = /^Huiyin .*$/m.exec(out);
      if (found !== null) resolve(found[0]);
    });
    void ended.then(() => reject(new Error(`it did not start: ${out}`)));
  });
  return {
    line,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 3000;
}

/** Lines of one page that the other one lacks, each with a sign; what varies from run to run left aside. */
export function differingLines(before: string, after: string): readonly string[] {
  const [old, now] = [before, after].map(
    (text) =>
      new Set(
        text
          .split('\n')
          .map(lasting)
          .filter((line) => line !== ''),
      ),
  );
  return [
    ...[...(old ?? [])].filter((line) => now?.has(line) === false).map((line) => `- ${line}`),
    ...[...(now ?? [])].filter((line) => old?.has(line) === false).map((line) => `+ ${line}`),
  ];
}

/** A line without times, numbers and hashes, and without what depends on how quick the machine is. */
function lasting(line: string): string {
  if (/^ *(?:Waiting messages|Last self-check|Database|Replicas|Policy|Holidays known) /.test(line)) return '';
  return line
    .replaceAll(/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b/g, 'Day')
    .replaceAll(/\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/g, 'Date')
    .replaceAll(/\d+/g, '0')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
