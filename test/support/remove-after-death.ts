import { spawn } from 'node:child_process';

/**
 * Removes a directory when this process is gone, however it went: a shell waits for our end (its input closes, even
 * after `kill -9`), ends the embedded servers living anywhere in `directory`, then removes everything. It does so twice, because what was being started at that moment shows up a little later. After an orderly end, which removes
 * `directory` itself, it finds nothing to do.
 */
export function removeAfterDeath(directory: string): void {
  const script = `
    cat
    for pause in 2 0; do
      [ -d "$1" ] || exit 0
      find "$1" -name postmaster.pid | while read -r pidfile; do
        kill -QUIT "$(sed -n 1p "$pidfile")" 2>/dev/null
        rm -rf "$(sed -n 5p "$pidfile")"
      done
      rm -rf "$1"
      sleep $pause
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
