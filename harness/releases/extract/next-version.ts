/** @returns the version of Next.js that a pnpm or yarn lock file of the web image has; the range of package.json where there is none. */
export function nextVersion(lock: string, packageJson: string): string {
  const pnpm = /^ {6}next:\n {8}specifier: .*\n {8}version: (\d+\.\d+\.\d+[\w.-]*)/m.exec(lock)?.[1];
  const yarn = /^next@[^\n]*:\n\s+version "([^"]+)"/m.exec(lock)?.[1];
  const range = (JSON.parse(packageJson || '{}') as { dependencies?: Record<string, string> }).dependencies?.next;
  return pnpm ?? yarn ?? range ?? '';
}
