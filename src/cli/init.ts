import path from 'node:path';
import { Command } from 'commander';
import { checkSetup, missingVariables } from '../app/setup/check-setup.ts';
import { terminalLocale } from '../config/fault.ts';
import { envText } from '../config/setup/env-text.ts';
import { policyText } from '../config/setup/policy-text.ts';
import { existingFiles, type NewFile, writeFiles } from '../config/setup/write-files.ts';
import { setupTexts } from '../i18n/setup-texts.ts';
import { createAsker, Interrupted } from './asker.ts';
import { askSetup, BadFlag, type InitFlags } from './init-questions.ts';

/*
 * `npm run init`: a few questions, then .env and policy.yaml with comments, then a look at the platforms. Nothing is
 * written before the last answer, and nothing that is there is overwritten unasked.
 */
let t = setupTexts(terminalLocale(process.env));
const { options } = t;
const flags = new Command('init')
  .description(t.description)
  .option('--language <language>', options.language)
  .option('--timezone <zone>', options.timezone)
  .option('--teams <names>', options.teams)
  .option('--platform <ways>', options.platform)
  .option('--admin <name>', options.admin)
  .option('--admin-slack <id>', options.adminSlack)
  .option('--admin-wecom <account>', options.adminWecom)
  .option('--directory <path>', options.directory)
  .option('--yes', options.yes)
  .option('--force', options.force)
  .option('--no-check', options.noCheck)
  .parse()
  .opts<InitFlags>();

const FILES = ['.env', 'policy.yaml'] as const;
const INTERRUPTED = 130;

const asker = createAsker(process.stdin, process.stdout);
// Where it is no terminal, Ctrl-C comes as a signal. Once the files get their names, it is over in a moment.
let isWriting = false;
process.on('SIGINT', () => {
  if (!isWriting) asker.close();
});

try {
  process.exitCode = await run();
} catch (error) {
  if (error instanceof Interrupted) {
    console.error(`\n${t.aborted}`);
    process.exitCode = INTERRUPTED;
  } else if (error instanceof BadFlag) {
    console.error(error.message);
    process.exitCode = 1;
  } else {
    console.error(`${t.kept} ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
} finally {
  asker.close();
  process.stdin.unref();
}

/** 0: written, and no platform had anything to say against it; 1: refused, or something has to be put right. */
async function run(): Promise<number> {
  const directory = path.resolve(flags.directory ?? '.');
  const there = await existingFiles(directory, FILES);
  const isUnattended = flags.yes === true;
  if (there.length > 0 && flags.force !== true && isUnattended) {
    console.error(t.exists({ files: there.join(', ') }));
    return 1;
  }
  const setup = await askSetup(flags, process.env, asker, terminalLocale(process.env), (line) => console.log(line));
  t = setupTexts(setup.locale);
  if (there.length > 0 && flags.force !== true) {
    const answer = await asker.ask(t.ask.overwrite({ files: there.join(', ') }));
    if (!t.yes.includes(answer.toLowerCase())) {
      console.log(t.kept);
      return 1;
    }
  }
  const files: readonly NewFile[] = [
    { name: 'policy.yaml', text: policyText(setup, t), isSecret: false },
    { name: '.env', text: envText(setup, t), isSecret: true },
  ];
  isWriting = true;
  const kept = await writeFiles(directory, files, `.${new Date().toISOString().replaceAll(/[-:]|\..*/g, '')}.old`);
  isWriting = false;
  for (const name of kept) console.log(t.keptOld({ file: path.join(directory, name) }));
  for (const { name } of files) console.log(t.wrote({ file: path.join(directory, name) }));
  const isFine = flags.check === false || (await checkSetup(setup, t, (line) => console.log(line)));
  const missing = missingVariables(setup);
  console.log(['', ...t.next({ playground: setup.ways.length === 0, missing })].join('\n'));
  return isFine ? 0 : 1;
}
