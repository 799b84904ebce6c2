/** What happens to a deployment during a run, on one clock. */
export { faultWindow, type PlannedFault } from './fault-window.ts';
export { Journal } from './journal.ts';
export { startRecorder } from './recorder.ts';
export { recordRequests, requestEntries } from './traffic-entries.ts';
