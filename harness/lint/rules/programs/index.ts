import type { Rule } from '../../rule.ts';
import { commandNotExecutable } from './command-not-executable.ts';
import { debugEnabled } from './debug-enabled.ts';
import { modeWrong } from './mode-wrong.ts';
import { probePortUnserved } from './probe-port-unserved.ts';
import { probeProgramMissing } from './probe-program-missing.ts';
import { probeWithoutServer } from './probe-without-server.ts';
import { targetPortUnserved } from './target-port-unserved.ts';

/** What containers, probes and hooks start. */
export const programs: readonly Rule[] = [
  commandNotExecutable,
  modeWrong,
  debugEnabled,
  probeProgramMissing,
  probeWithoutServer,
  probePortUnserved,
  targetPortUnserved,
];
