import { spawn } from 'node:child_process';

/**
 * Ends every process of ours that stands in `directory` when this one is gone, however it went: a shell waits for our
 * end (its input closes, even after `kill -9`). Frozen ones end as well: SIGKILL waits for nobody. The embedded servers
 * and the directory itself are the business of `removeAfterDeath`, started before.
 */
export function endAfterDeath(directory: string): void {
  const script = `
    cat
    for proc in /proc/[0-9]*; do
      case "$(readlink "$proc/cwd")" in "$1"/replica-*) kill -9 "\${proc#/proc/}" ;; esac
    done`;
  const watcher = spawn('/bin/sh', ['-c', script, 'sh', directory], {
    detached: true,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.unref();
  // The pipe must not keep us alive; nothing is ever written to it.
  if ('unref' in watcher.stdin && typeof watcher.stdin.unref === 'function') watcher.stdin.unref();
}
