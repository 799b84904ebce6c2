import type { ReleaseFacts } from '../facts.ts';
import { both, type Difference, type Pair, without } from './difference.ts';

/** Queues, locations of the edge, users of images, values of MODE, and Next.js. */
export function edgeDifferences(pair: Pair): Difference[] {
  return [...queues(pair), ...routes(pair), ...users(pair), ...modes(pair), ...next(pair)];
}

function queues({ from, to }: Pair): Difference[] {
  return [
    ...without(to.queues, from.queues).map(
      (name): Difference => ({
        ...{ kind: 'queue', change: 'added', name, weight: 'must' },
        text: `Have a worker consume the queue ${name}, if you set CELERY_QUEUES or CELERY_WORKER_QUEUES`,
        why: 'tasks in a queue without a consumer wait for ever, without an error; the default of the image has it',
        line: `CELERY_QUEUES: "${to.queues.join(',')}"`,
      }),
    ),
    ...without(from.queues, to.queues).map(
      (name): Difference => ({
        ...{ kind: 'queue', change: 'removed', name, weight: 'know' },
        text: `Nothing is sent to the queue ${name} any more, by default`,
      }),
    ),
  ];
}

function routes({ from, to }: Pair): Difference[] {
  const line = (path: string) => `- { path: ${path}, pathType: Prefix, backend: <Service of ${to.routes[path]}> }`;
  return [
    ...without(Object.keys(to.routes), Object.keys(from.routes)).map(
      (name): Difference => ({
        ...{
          kind: 'route',
          change: 'added',
          name,
          weight: isDefault(to, name) ? 'know' : 'must',
          to: to.routes[name] ?? '',
        },
        ...{ text: `Route ${name} to ${to.routes[name]}`, line: line(name) },
        why: isDefault(to, name)
          ? 'the location / leads there as well'
          : (OTHERWISE[name] ?? `requests to ${name} end up at web, which answers 404`),
      }),
    ),
    ...without(Object.keys(from.routes), Object.keys(to.routes)).map(
      (name): Difference => ({
        ...{ kind: 'route', change: 'removed', name, weight: 'know', from: from.routes[name] ?? '' },
        text: `nginx has no location ${name} any more`,
      }),
    ),
    ...both(Object.keys(from.routes), Object.keys(to.routes)).flatMap((name): Difference[] => {
      const [before, after] = [from.routes[name] ?? '', to.routes[name] ?? ''];
      if (before === after) return [];
      const text = `Route ${name} to ${after} instead of ${before}`;
      return [
        { kind: 'route', change: 'changed', name, weight: 'must', from: before, to: after, text, line: line(name) },
      ];
    }),
  ];
}

/** Whether `/` leads to the same service anyway. */
const isDefault = (to: ReleaseFacts, name: string): boolean => name !== '/' && to.routes[name] === to.routes['/'];

const OTHERWISE: Readonly<Record<string, string>> = {
  '/mcp': 'MCP clients get the 404 page of web',
  '/triggers': 'webhooks of triggers get the 404 page of web, and workflows never start',
  '/socket.io/': 'the collaboration of several people on a workflow stays offline; it needs WebSocket upgrades',
  '/openapi': 'clients of the OpenAPI surface get the 404 page of web',
  '/e/': 'endpoints of plugins get the 404 page of web',
  '/files': 'previews and downloads of files get the 404 page of web',
};

function users({ from, to }: Pair): Difference[] {
  return (['api', 'web'] as const).flatMap((image): Difference[] => {
    const [before, after] = [from.users[image], to.users[image]];
    if (before === after) return [];
    return [
      {
        ...{ kind: 'user', change: 'changed', name: image, weight: 'must', from: before, to: after },
        text: `The image dify-${image} runs as user ${after} instead of ${before}: give its volumes to ${after} before the upgrade`,
        why: 'files that root wrote can no longer be changed: uploads and the start of the API fail with "permission denied"',
        line: `securityContext: { fsGroup: ${after} }`,
      },
    ];
  });
}

const modes = ({ from, to }: Pair): Difference[] => [
  ...without(to.modes, from.modes).map(
    (name): Difference => ({
      ...{ kind: 'mode', change: 'added', name, weight: 'know' },
      text: `The API image has MODE=${name}${MODES[name] ?? ''}`,
    }),
  ),
  ...without(from.modes, to.modes).map(
    (name): Difference => ({
      ...{ kind: 'mode', change: 'removed', name, weight: 'must' },
      text: `The API image has no MODE=${name} any more`,
    }),
  ),
];

const MODES: Readonly<Record<string, string>> = {
  migration: ': migrates the database and ends, for a Job that runs before the upgrade',
  job: ': runs one flask command and ends',
};

const next = ({ from, to }: Pair): Difference[] =>
  from.next === to.next
    ? []
    : [
        {
          ...{ kind: 'companion', change: 'changed', name: 'next', weight: 'know', from: from.next, to: to.next },
          text: `Next.js in the web image: ${from.next} → ${to.next}`,
        },
      ];
