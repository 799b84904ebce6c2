import confirm from '@inquirer/confirm';
import { UsageError } from '../core/errors.ts';
import { ownCommand } from '../core/own-command.ts';
import { renderPlan } from '../provision/machine/index.ts';
import type { Session } from '../run/session.ts';
import { inspectMachine, type Setup } from '../run/setup.ts';

export interface Consent {
  readonly yes?: boolean | undefined;
  readonly signal: AbortSignal;
}

/**
 * Shows what will be installed and built, from where, where to, and how to remove it; asks for consent in a terminal.
 * @throws UsageError `SETUP_DECLINED` if the user declines.
 */
export async function agreeToSetup(session: Session, { yes, signal }: Consent): Promise<Setup> {
  const language = session.config.language;
  const setup = await inspectMachine(session, signal);
  if (setup.plan.items.length === 0) return setup;
  process.stderr.write(`${renderPlan(setup.plan, language)}\n`);
  if (yes || !process.stdin.isTTY) return setup;
  if (await confirm({ message: 'Continue?', default: true }, { signal })) return setup;
  throw new UsageError({
    code: 'SETUP_DECLINED',
    message: 'nothing was set up',
    hint: `${ownCommand('doctor')} shows what is missing and how to install it`,
  });
}
