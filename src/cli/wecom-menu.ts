import { Command, Option } from 'commander';
import { WecomCallFailed } from '../chat/wecom/app/errcodes.ts';
import { isSameMenu, wecomMenu } from '../chat/wecom/app/menu.ts';
import { CALL_TIMEOUT_MS } from '../chat/wecom/app/send.ts';
import { createCallWecom } from '../chat/wecom/app/web-api.ts';
import { commandCatalogue } from '../commands/catalogue.ts';
import { formatFaults, terminalLocale } from '../config/fault.ts';
import { loadConfig } from '../config/load-config.ts';
import { LOCALES, type Locale } from '../domain/vocabulary.ts';
import { messagesOf } from '../i18n/messages.ts';

/*
 * `npm run wecom:menu` gives the self-built app its menu, made from the command registry. With `--check` nothing is
 * changed; exit code 1 says that the app's menu is another one. `--print` shows what would be sent and asks nobody.
 */

/** The app has no menu yet (D/90313). */
const NO_MENU = 46003;

const options = new Command('npm run wecom:menu --')
  .option('--check', "change nothing; exit code 1 when the app's menu is out of date")
  .option('--print', 'print the menu and change nothing')
  .addOption(new Option('--locale <locale>', "language of the menu; the policy's when left out").choices([...LOCALES]))
  .parse()
  .opts<{ check?: boolean; print?: boolean; locale?: Locale }>();

const loading = await loadConfig(process.cwd(), process.env);
const words = messagesOf(terminalLocale(process.env)).wecom.menuTool;
if (!loading.ok) fail(formatFaults(loading.faults, terminalLocale(process.env)));
else {
  const { environment, loaded } = loading.config;
  const menu = wecomMenu(commandCatalogue, options.locale ?? loaded.policy.locale);
  if (options.print === true) process.stdout.write(`${JSON.stringify({ button: menu }, null, 2)}\n`);
  else if (environment.wecom === null || environment.wecom.app === null) fail(words.noApp);
  else await reconcile(environment.wecom.app, environment.wecom.apiUrl, menu);
}

async function reconcile(
  app: { readonly corpId: string; readonly secret: string; readonly agentId: string },
  apiUrl: string,
  menu: ReturnType<typeof wecomMenu>,
): Promise<void> {
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const call = createCallWecom({
    ...app,
    apiUrl,
    log: silent,
    timeoutMs: CALL_TIMEOUT_MS,
    elapsed: () => performance.now(),
    onLockedOut: () => undefined,
    onUnknownCode: () => undefined,
  });
  const query = { agentid: app.agentId };
  try {
    if (options.check !== true) {
      await call('menu/create', { query, body: { button: menu } });
      console.log(words.done({ entries: menu.flatMap((group) => group.sub_button).length }));
      return;
    }
    if (isSameMenu(menu, await call('menu/get', { query }))) console.log(words.upToDate);
    else fail(words.outOfDate);
  } catch (error) {
    if (!(error instanceof WecomCallFailed)) throw error;
    const { failure } = error;
    // What the platform has no menu for is out of date, too.
    if (options.check === true && 'errcode' in failure && failure.errcode === NO_MENU) return fail(words.outOfDate);
    const said = 'errmsg' in failure ? `${failure.errcode} ${failure.errmsg}` : JSON.stringify(failure);
    fail(words.refused({ said }));
  }
}

function fail(text: string): void {
  console.error(text);
  process.exitCode = 1;
}
