import { command } from '../../provision/exec/index.ts';

/** A rule of iptables: its table, its chain, and what it says. */
export type Rule = readonly [table: string, chain: string, ...words: string[]];

/** @returns the rules that let a machine behind a link reach what this one reaches. */
export function opened(link: string, source: string): Rule[] {
  return [
    ['nat', 'POSTROUTING', '--source', source, '!', '--out-interface', link, '--jump', 'MASQUERADE'],
    ['filter', 'FORWARD', '--in-interface', link, '--jump', 'ACCEPT'],
    ['filter', 'FORWARD', '--out-interface', link, '--jump', 'ACCEPT'],
  ];
}

/** @param absent a rule that is not there is a success. */
export async function onFirewall(
  action: '--insert' | '--delete',
  rules: readonly Rule[],
  absent = false,
): Promise<void> {
  for (const [table, chain, ...words] of rules) {
    await command('iptables', ['--wait', '--table', table, action, chain, ...words], { allowFailure: absent });
  }
}
