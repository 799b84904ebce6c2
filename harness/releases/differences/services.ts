import type { ReleaseFacts, ServiceFacts } from '../facts.ts';
import { both, type Difference, type Pair, without } from './difference.ts';
import { imageName, isPart, isStarted, serviceIn, tagOf } from './started.ts';

/** Services that came or went, and what else became of those that stayed. */
export function serviceDifferences(pair: Pair): Difference[] {
  const { from, to } = pair;
  const [before, after] = [Object.keys(from.services), Object.keys(to.services)];
  return [
    ...without(after, before).map((name) => added(pair, name)),
    ...without(before, after).map(
      (name): Difference => ({
        ...{ kind: 'service', change: 'removed', name, weight: isPart(from, name) ? 'should' : 'know' },
        text: `Service ${name} is gone from the Compose file${renamedTo(pair, name)}`,
      }),
    ),
    ...releasedImages(pair),
    ...both(before, after).flatMap((name) => [
      ...imageDifference(pair, name),
      ...listDifferences(pair, name, 'volumes'),
      ...listDifferences(pair, name, 'ports'),
      ...listDifferences(pair, name, 'profiles'),
      ...modeDifference(pair, name),
    ]),
  ];
}

function added({ from, to }: Pair, name: string): Difference {
  const service = to.services[name] as ServiceFacts;
  const part = isPart(to, name);
  const covers = Object.keys(service.env ?? {});
  const { mode } = service;
  return {
    ...{ kind: 'service', change: 'added', name, weight: part ? 'must' : 'know' },
    text: `${part ? 'Deploy the new service' : 'New service in the Compose file:'} ${name} (${service.image}${mode ? `, MODE=${mode}` : ''})${isStarted(to, name) ? '' : `, only with profile ${service.profiles?.join(' or ')}`}${part ? settingsText(to, service) : ''}`,
    ...(part ? { why: PURPOSE[name] ?? 'Dify starts it by default and expects it to be there' } : {}),
    to: service.image,
    ...(part ? { line: `image: ${service.image}` } : {}),
    ...(covers.length > 0 ? { covers: covers.filter((variable) => !(variable in from.env)) } : {}),
  };
}

/** What only the deployment knows of a new service: addresses and secrets. */
function settingsText(to: ReleaseFacts, { env = {} }: ServiceFacts): string {
  const names = Object.entries(env).filter(
    ([, value]) => value.startsWith('public:') || (/:\d/.test(value) && serviceIn(to, value)),
  );
  return names.length > 0 ? `; give it ${names.map(([name]) => name).join(', ')}` : '';
}

/** What is missing without the service. */
const PURPOSE: Readonly<Record<string, string>> = {
  plugin_daemon: 'models, tools and other plugins run in it; without it no model provider works',
  worker_beat:
    'it starts scheduled tasks: schedule triggers, clean-ups and automatic plugin upgrades never run without it',
  api_websocket: 'the collaboration of several people on a workflow runs over it (/socket.io/)',
  agent_backend: 'agents of the new kind run in it; API and worker call it at AGENT_BACKEND_BASE_URL',
  local_sandbox: 'the shell of agents runs in it; agent_backend calls it at DIFY_AGENT_SHELLCTL_ENTRYPOINT',
};

function renamedTo({ from, to }: Pair, name: string): string {
  const image = imageName(from.services[name]?.image ?? '');
  const next = without(Object.keys(to.services), Object.keys(from.services)).find(
    (other) => imageName(to.services[other]?.image ?? '') === image,
  );
  return next ? `; ${next} takes its place` : '';
}

/** Images with the version of the release, each with all services that run it. */
function releasedImages({ from, to }: Pair): Difference[] {
  const services = both(Object.keys(from.services), Object.keys(to.services)).filter((name) => {
    const image = to.services[name]?.image ?? '';
    return isReleased(to, image) && image !== from.services[name]?.image;
  });
  return [...Map.groupBy(services, (name) => to.services[name]?.image ?? '')].map(([image, names]) => ({
    ...{ kind: 'image', change: 'changed', name: imageName(image), weight: 'must', covers: names, to: image },
    ...{ from: from.services[names[0] ?? '']?.image ?? '', line: `image: ${image}` },
    text: `Set the image of ${names.join(', ')} to ${image}`,
  }));
}

const isReleased = (to: ReleaseFacts, image: string): boolean => tagOf(image) === to.version && /\/dify-/.test(image);

function imageDifference({ from, to }: Pair, name: string): Difference[] {
  const [before, after] = [from.services[name]?.image ?? '', to.services[name]?.image ?? ''];
  if (before === after) return [];
  if (isReleased(to, after)) return [];
  const part = isPart(to, name);
  const weight = name === 'plugin_daemon' ? 'must' : part ? 'should' : 'know';
  return [
    {
      ...{ kind: 'companion', change: 'changed', name, weight, from: before, to: after, line: `image: ${after}` },
      text: `${part ? 'Set the image of' : 'Image of'} ${name}: ${before} → ${after}`,
      ...(part ? { why: `Dify ${to.version} was tested with it; APIs between the two change without notice` } : {}),
    },
  ];
}

const LISTS = {
  volumes: { kind: 'volume', what: 'mount' },
  ports: { kind: 'port', what: 'published port' },
  profiles: { kind: 'profile', what: 'profile' },
} as const;

function listDifferences({ from, to }: Pair, name: string, list: keyof typeof LISTS): Difference[] {
  const [before, after] = [from.services[name]?.[list] ?? [], to.services[name]?.[list] ?? []];
  const { kind, what } = LISTS[list];
  const isOwn = isPart(to, name) && list === 'volumes';
  return [
    ...without(after, before).map(
      (item): Difference => ({
        ...{ kind, change: 'added', name: `${name} ${item}`, weight: isOwn ? 'should' : 'know', to: item },
        text: `New ${what} of ${name}: ${item}`,
      }),
    ),
    ...without(before, after).map(
      (item): Difference => ({
        ...{ kind, change: 'removed', name: `${name} ${item}`, weight: 'know', from: item },
        text: `${name} has no ${what} ${item} any more`,
      }),
    ),
  ];
}

function modeDifference({ from, to }: Pair, name: string): Difference[] {
  const [before, after] = [from.services[name]?.mode, to.services[name]?.mode];
  if (before === after || after === undefined) return [];
  return [
    {
      ...{ kind: 'mode', change: 'changed', name, weight: 'must', to: after, ...(before ? { from: before } : {}) },
      text: `${name} runs with MODE=${after}`,
      line: `MODE: ${after}`,
    },
  ];
}
