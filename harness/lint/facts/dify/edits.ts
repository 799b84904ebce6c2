import type { TextEdit } from '../../rule.ts';

const CONFIG_MAP = 'manifests/dify/10-configmap.yaml';
const COMPOSE = 'compose/docker-compose.yaml';
const ENV = 'compose/.env';

/** Edits of the fixtures that change a setting in Kubernetes and in Compose alike, so that the two still agree. */

/** @param yaml the value as the ConfigMap writes it; `.env` has it without quotes. */
export function changed(name: string, yaml: string, by: string, envName = name): TextEdit[] {
  return [
    { file: CONFIG_MAP, replace: `\n  ${name}: ${yaml}\n`, by: `\n  ${name}: ${by}\n` },
    { file: ENV, replace: `\n${envName}=${bare(yaml)}\n`, by: `\n${envName}=${bare(by)}\n` },
  ];
}

/** Adds a setting to API and worker. */
export function added(name: string, value: string): TextEdit[] {
  const line = `  ${name}: ${JSON.stringify(value)}\n`;
  return [
    { file: CONFIG_MAP, replace: '  DEPLOY_ENV: PRODUCTION\n', by: `  DEPLOY_ENV: PRODUCTION\n${line}` },
    { file: COMPOSE, replace: '  DEPLOY_ENV: ${DEPLOY_ENV}\n', by: `  DEPLOY_ENV: \${DEPLOY_ENV}\n${line}` },
  ];
}

/** Adds a setting to the sandbox. */
export function addedToSandbox(name: string, value: string): TextEdit[] {
  const setting = `${name}: ${JSON.stringify(value)}\n`;
  const composed = '      GIN_MODE: ${SANDBOX_GIN_MODE}\n';
  return [
    { file: CONFIG_MAP, replace: '  GIN_MODE: release\n', by: `  GIN_MODE: release\n  ${setting}` },
    { file: COMPOSE, replace: composed, by: `${composed}      ${setting}` },
  ];
}

/** Takes a setting of API and worker away. */
export function removed(name: string, yaml: string): TextEdit[] {
  return [
    { file: CONFIG_MAP, replace: `\n  ${name}: ${yaml}\n`, by: '\n' },
    { file: COMPOSE, replace: `\n  ${name}: \${${name}}\n`, by: '\n' },
  ];
}

const bare = (yaml: string): string => yaml.replaceAll('"', '');
