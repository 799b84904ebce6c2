import { sandboxSettings } from '../../facts/dify/sandbox-config.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { isSymbolic } from '../../facts/input/environment.ts';
import type { Rule } from '../../rule.ts';

/** What no run can do without, by number: read, write, mmap, munmap, brk, exit_group, futex, rt_sigreturn. */
const NEEDED = {
  amd64: [0, 1, 9, 11, 12, 231, 202, 15],
  arm64: [63, 64, 222, 215, 214, 94, 98, 139],
};

export const sandboxSyscallsReplaced: Rule = {
  id: 'sandbox-syscalls-replaced',
  claims: ['SVC-2', 'ENV-2'],
  severity: 'mandatory',
  title: 'ALLOWED_SYSCALLS of the sandbox, if set, lists every system call that code needs',
  rationale:
    'The list replaces the built-in one of about 50 calls and does not extend it. Every code node then ends with "operation not permitted" or "bad system call", while /health stays green.',
  remediation: 'Remove ALLOWED_SYSCALLS. To allow one more call, list it together with all of the built-in ones.',
  source:
    'dify-sandbox internal/core/lib/python/add_seccomp.go, internal/static/python_syscall/syscalls_amd64.go (0.2.12 to 0.2.15); langgenius/dify #38105',
  needs: 'sandbox',
  *find(input) {
    for (const setting of sandboxSettings(input, 'ALLOWED_SYSCALLS', 'allowed_syscalls')) {
      const numbers = Array.isArray(setting.value) ? setting.value.map(String) : String(setting.value).split(',');
      if (isSymbolic(numbers.join(',')) || numbers.join('') === '') continue;
      const notNumbers = numbers.filter((text) => !/^[+-]?\d+$/.test(text));
      const listed = new Set(numbers.map(Number));
      const isWhole = Object.values(NEEDED).some((calls) => calls.every((call) => listed.has(call)));
      if (isWhole && notNumbers.length === 0) continue;
      yield findingAt(setting.at, {
        message:
          notNumbers.length > 0
            ? `ALLOWED_SYSCALLS contains ${notNumbers.map((text) => `"${text}"`).join(', ')}, which is no number`
            : `ALLOWED_SYSCALLS allows ${numbers.length} system calls only, and code needs more to start`,
        cause:
          notNumbers.length > 0
            ? 'the sandbox exits on startup'
            : 'the list replaces the built-in one; it was meant to add to it',
        remedy: 'remove it, or list all system calls that the sandbox allows by itself and the new ones',
      });
    }
  },
};
