import type { PartName } from '../../../core/config/index.ts';
import type { ContainerEnvironment } from '../input/environment.ts';
import { CHOICES, type Choice, FOREIGN, OF_OTHERS, READ_IN_MODE, READS } from './readers.ts';

/** A selection, and the values of it for which a variable is read. */
interface Selected {
  readonly choice: Choice;
  readonly selections: readonly string[];
}

const OTHERS = Object.entries(OF_OTHERS);
/** Cached by name: containers share their settings. */
const SELECTED = new Map<string, readonly Selected[]>();

function selectedBy(variable: string): readonly Selected[] {
  const known = SELECTED.get(variable);
  if (known) return known;
  const found = CHOICES.flatMap((choice) => {
    const prefix = Object.keys(choice.prefixes).find((start) => variable.startsWith(start));
    const selections = prefix === undefined ? undefined : choice.prefixes[prefix];
    return selections ? [{ choice, selections }] : [];
  });
  SELECTED.set(variable, found);
  return found;
}

/**
 * @param environment of a container; what isn't known to be a part may read anything.
 * @returns why its program does not read the variable: `VECTOR_STORE is milvus`; undefined if it may read it.
 */
export function whyUnread(variable: string, environment: ContainerEnvironment): string | undefined {
  const { part, variables } = environment;
  const foreign = part ? undefined : whyForeign(variable, environment);
  if (foreign) return foreign;
  const other = part && OTHERS.find(([prefix]) => variable.startsWith(prefix))?.[1];
  if (part && other) return `only ${other} reads it`;
  if (part && READS[part] && isSetting(variable) && !READS[part].test(variable)) return `${part} does not read it`;
  const modes = READ_IN_MODE.get(variable);
  const mode = variables.get('MODE')?.value ?? 'api';
  if (modes && isBackend(part) && !modes.includes(mode)) return `MODE=${mode} does not read it`;
  return unselected(selectedBy(variable), environment);
}

/** What runs beside Dify reads few variables; the others reach it with a ConfigMap that all share. */
function whyForeign(variable: string, { placed, variables }: ContainerEnvironment): string | undefined {
  const image = placed.container.image ?? '';
  const asksCertbot = /certbot/.test(image) || variables.get('NGINX_ENABLE_CERTBOT_CHALLENGE')?.value === 'true';
  if (variable.startsWith('CERTBOT_') && !asksCertbot && !usesTls(variables)) return 'only certbot reads it';
  const [name, , own] = FOREIGN.find(([, images]) => images.test(image)) ?? [];
  const from = variables.get(variable)?.from;
  const isShared = from !== undefined && 'whole' in from && from.whole;
  return own && isShared && !own.test(variable) ? `${name} does not read it` : undefined;
}

/** Dify's nginx looks for a certificate below the name of CERTBOT_DOMAIN (docker/nginx/docker-entrypoint.sh). */
const usesTls = (variables: ContainerEnvironment['variables']): boolean =>
  variables.get('NGINX_HTTPS_ENABLED')?.value === 'true';

function unselected(found: readonly Selected[], { part, variables }: ContainerEnvironment): string | undefined {
  const mine = part ? found.filter(({ choice }) => choice.parts.includes(part)) : found;
  if (found.length > 0 && mine.length === 0) return `${part} does not read it`;
  const reasons = mine.map(({ choice, selections }) => {
    const chosen = variables.get(choice.chosenBy)?.value;
    if (!chosen) return part ? choice.unset : undefined;
    return selections.includes(chosen) ? undefined : `${choice.chosenBy} is ${chosen}`;
  });
  return reasons.includes(undefined) ? undefined : reasons[0];
}

const isBackend = (part: PartName | undefined): boolean => part === 'api' || part === 'worker';

/** A name as Dify's settings have it; others may be meant for what a person added to the image. */
const isSetting = (variable: string): boolean => /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(variable);
