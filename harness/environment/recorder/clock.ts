import type { TimelineEntry } from '../../core/model/timeline.ts';

const EVERY_MS = 1000;
/** Time that NTP slews stays far below; a step or a machine that slept does not. */
const JUMP_MS = 500;

/** Times, in ms. */
export interface Clocks {
  /** Of the wall; it can jump. */
  wall(): number;
  /** Only ever grows. */
  steady(): number;
}

const CLOCKS: Clocks = { wall: () => Date.now(), steady: () => performance.now() };

/** Tells when the machine's clock jumps: what was measured across a jump is wrong. */
export function watchClock(tell: (entry: TimelineEntry) => void, clocks: Clocks = CLOCKS): Disposable {
  let last = { wall: clocks.wall(), steady: clocks.steady() };
  const timer = setInterval(() => {
    const now = { wall: clocks.wall(), steady: clocks.steady() };
    const jumpMs = Math.round(now.wall - last.wall - (now.steady - last.steady));
    if (Math.abs(jumpMs) >= JUMP_MS) tell({ at: now.wall, kind: 'clock', jumpMs });
    last = now;
  }, EVERY_MS);
  timer.unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
