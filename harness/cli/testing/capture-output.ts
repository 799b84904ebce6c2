import { vi } from 'vitest';

/** For tests: what was printed since, instead of printing it; `vi.restoreAllMocks` ends it. */
export function captureOutput(): { out: string; err: string } {
  const captured = { out: '', err: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    captured.out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    captured.err += String(text);
    return true;
  });
  return captured;
}
