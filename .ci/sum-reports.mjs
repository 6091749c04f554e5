// Adds up vitest's JSON reports and ends with the line `N passed, N failed`. Exits 1 when anything failed, when a report
// is missing, or when a report holds no passed test: a run that tested nothing must never look green.
// Plain JavaScript, because it also has to speak when `npm ci` failed and only the machine's own Node is there.
import { readFileSync } from 'node:fs';

let passed = 0;
let failed = 0;
let sound = true;

for (const path of process.argv.slice(2)) {
  const report = read(path);
  if (report === null) {
    sound = false;
    console.log(`${path}: no report`);
    continue;
  }
  // A file that does not load reports no test at all; it counts as one failure.
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const reportFailed = report.numFailedTests + unloaded.length;
  const skipped = report.numPendingTests + (report.numTodoTests ?? 0);
  if (report.numPassedTests === 0 || !report.success) sound = false;
  passed += report.numPassedTests;
  failed += reportFailed;
  console.log(`${path}: ${report.numPassedTests} passed, ${reportFailed} failed, ${skipped} skipped`);
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = sound && passed > 0 && failed === 0 ? 0 : 1;

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
