import { COMPONENTS, DIFY_PARTS, TITLES } from './components.ts';
import type { Understood } from './infer.ts';

/**
 * @returns what was understood, as one line: `Dify 1.11.4 in namespace dify-prod: api 2×, worker, web; Postgres and Redis
 * outside; two hosts through ingress-nginx.`
 */
export function sentenceOf(understood: Understood): string {
  const { difyVersion, namespace, containers } = understood;
  if (containers.length === 0) return 'No part of Dify was recognised.';
  const what = difyVersion === undefined ? 'Dify (version unknown)' : `Dify ${difyVersion}`;
  const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
  const said = [partsText(understood), storesText(understood), edgeText(understood)].filter((text) => text !== '');
  return `${what}${where}: ${said.join('; ')}.`;
}

/** Services of Dify; its stores and edge have a clause of their own. */
function partsText({ containers }: Understood): string {
  const dify = COMPONENTS.slice(0, COMPONENTS.indexOf('postgres'));
  const there = dify.flatMap((component) => {
    const mine = containers.filter((one) => one.component === component);
    return mine.length === 0
      ? []
      : [`${TITLES[component]}${times(mine.map(({ seen }) => seen.workload.replicas ?? 1))}`];
  });
  const lacking = DIFY_PARTS.filter((part) => containers.every(({ component }) => component !== part));
  const without = lacking.length === 0 ? '' : `; no ${lacking.map((part) => TITLES[part]).join(', no ')}`;
  return `${there.join(', ')}${without}`;
}

/** `2×`: replicas of all its workloads. */
function times(replicas: readonly number[]): string {
  const sum = replicas.reduce((all, one) => all + one, 0);
  const each = replicas.length > 1 ? ` in ${replicas.length} workloads` : '';
  return `${sum === 1 ? '' : ` ${sum}×`}${each}`;
}

const PLACES = [
  ['outside', 'outside'],
  ['inside', 'inside the set'],
  ['volume', 'in a directory'],
  ['unknown', 'at an address that the files do not tell'],
] as const;

function storesText({ stores }: Understood): string {
  return PLACES.flatMap(([where, text]) => {
    const names = stores.filter((store) => store.where === where).map(({ name }) => name);
    return names.length === 0 ? [] : [`${listed(names)} ${text}`];
  }).join(', ');
}

function edgeText({ edge: { kind, name, hosts } }: Understood): string {
  if (kind === 'none') return 'no Ingress, Gateway or nginx';
  const count =
    hosts.length === 0 ? 'any host' : hosts.length === 1 ? `host ${hosts[0]}` : `${inWords(hosts.length)} hosts`;
  return kind === 'nginx'
    ? name.replace('an nginx of the set', 'an nginx of the set is the edge')
    : `${count} through ${name}`;
}

const inWords = (count: number): string => ['two', 'three', 'four', 'five'][count - 2] ?? String(count);

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
