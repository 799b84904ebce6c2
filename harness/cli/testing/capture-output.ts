import { vi } from 'vitest';

/** For tests: captures the output instead of printing it, until `vi.restoreAllMocks`. */
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
