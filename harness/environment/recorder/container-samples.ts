import type { TimelineEntry } from '../../core/model/timeline.ts';
import type { NodeAccess } from '../cluster/index.ts';

/** A program on the node ends by itself after this time, so that none is left behind if this process is killed. */
const BATCH_SECONDS = 60;

/**
 * Prints `<id> <CPU µs> <periods> <throttled periods> <bytes in use> <reclaimable bytes>` for each container, once a second, and
 * `-` after each round. Version 1 of cgroups has a directory for each controller (kernel documentation, cgroup-v1 and cgroup-v2).
 */
const PROGRAM = String.raw`
function read(file, name,    line, part, found) {
  found = 0
  while ((getline line < file) > 0) {
    split(line, part, " ")
    if (name == "" || part[1] == name) { found = name == "" ? line : part[2]; break }
  }
  close(file)
  return found
}
BEGIN {
  root = "/sys/fs/cgroup"
  two = (getline line < (root "/cgroup.controllers")) >= 0
  cpu = two ? root : root "/cpu"
  list = "find " cpu " -type d -path '*kubepods*'"
  for (round = 0; round < seconds; round++) {
    while ((list | getline path) > 0) {
      id = path; sub(/.*[\/-]/, "", id); sub(/\.scope$/, "", id)
      if (length(id) != 64) continue
      below = substr(path, length(cpu) + 1)
      memory = two ? path : root "/memory" below
      us = two ? read(path "/cpu.stat", "usage_usec") : int(read(root "/cpuacct" below "/cpuacct.usage", "") / 1000)
      used = read(memory (two ? "/memory.current" : "/memory.usage_in_bytes"), "")
      free = read(memory "/memory.stat", two ? "inactive_file" : "total_inactive_file")
      printf "%s %.0f %d %d %.0f %.0f\n", id, us, read(path "/cpu.stat", "nr_periods"), read(path "/cpu.stat", "nr_throttled"), used, free
    }
    close(list)
    print "-"
    fflush()
    system("sleep 1")
  }
}`;

/** What a container had used when a line was printed. */
interface Counters {
  readonly at: number;
  readonly us: number;
  readonly periods: number;
  readonly throttled: number;
}

/** Turns the program's lines into entries: each container's use since its line before. */
export class SampleReader {
  readonly #last = new Map<string, Counters>();
  readonly #tell: (entry: TimelineEntry) => void;

  constructor(tell: (entry: TimelineEntry) => void) {
    this.#tell = tell;
  }

  line(text: string, at = Date.now()): void {
    const [id = '', ...rest] = text.split(' ');
    const [us = 0, periods = 0, throttled = 0, used = 0, free = 0] = rest.map(Number);
    if (rest.length !== 5 || us <= 0) return;
    const before = this.#last.get(id);
    this.#last.set(id, { at, us, periods, throttled });
    if (!before || at <= before.at || us < before.us) return;
    const ran = periods - before.periods;
    this.#tell({
      ...{ at, kind: 'usage', id },
      cores: round((us - before.us) / 1000 / (at - before.at)),
      throttled: ran > 0 ? round((throttled - before.throttled) / ran) : 0,
      bytes: Math.max(0, used - free),
    });
  }
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

/** Records what each container of a node uses, once a second, until the signal. Errors end it: a node may be gone. */
export async function sampleContainers(
  node: string,
  exec: NodeAccess['exec'],
  tell: (entry: TimelineEntry) => void,
  signal: AbortSignal,
): Promise<void> {
  const reader = new SampleReader(tell);
  const argv = ['awk', '-v', `seconds=${BATCH_SECONDS}`, PROGRAM];
  while (!signal.aborted) {
    const started = Date.now();
    const { exitCode, stderr } = await exec(node, argv, {
      signal,
      onLine: (line) => reader.line(line),
      allowFailure: true,
    });
    if (exitCode === 0 && Date.now() - started > 1000) continue;
    const text = `containers of ${node} are no longer sampled: ${stderr.trim().split('\n').at(-1) || `exit code ${exitCode}`}`;
    tell({ at: Date.now(), kind: 'recorder', what: 'gap', text });
    return;
  }
}
