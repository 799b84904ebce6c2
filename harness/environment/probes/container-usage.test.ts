import { expect, test } from 'vitest';
import { parseCgroup } from './container-usage.ts';

test('reads version 2 of cgroups', () => {
  const text = [
    '== cpu.stat\nusage_usec 2500000\nnr_periods 40\nnr_throttled 10\nthrottled_usec 700000\n',
    '== memory.peak\n200\n== memory.current\n150\n== memory.stat\nanon 90\nfile 60\nshmem 10\ninactive_file 40\n',
    '== memory.events\nlow 0\noom 1\noom_kill 2\n',
  ].join('');
  expect(parseCgroup(text)).toEqual({
    cpuSeconds: 2.5,
    periods: 40,
    throttledPeriods: 10,
    throttledSeconds: 0.7,
    peakBytes: 200,
    cacheBytes: 50,
    workingSetBytes: 110,
    oomKills: 2,
  });
});

test('reads version 1, where times are in nanoseconds and every controller has its own directory', () => {
  const text = [
    '== cpu/cpu.stat\nnr_periods 40\nnr_throttled 10\nthrottled_time 700000000\n',
    '== cpuacct/cpuacct.usage\n2500000000\n',
    '== memory/memory.max_usage_in_bytes\n200\n== memory/memory.usage_in_bytes\n150\n',
    '== memory/memory.stat\ncache 60\ninactive_file 1\ntotal_inactive_file 40\ntotal_cache 60\ntotal_shmem 10\n',
    '== memory/memory.oom_control\noom_kill_disable 0\nunder_oom 0\noom_kill 3\n',
  ].join('');
  expect(parseCgroup(text)).toEqual({
    cpuSeconds: 2.5,
    periods: 40,
    throttledPeriods: 10,
    throttledSeconds: 0.7,
    peakBytes: 200,
    cacheBytes: 50,
    workingSetBytes: 110,
    oomKills: 3,
  });
});

test('what cannot be read is NaN, never zero', () => {
  const usage = parseCgroup('');
  expect(usage.cpuSeconds).toBeNaN();
  expect(usage.peakBytes).toBeNaN();
});
