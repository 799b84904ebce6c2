import { type Advice, adviceOn, type ContainerResources, mib, milli } from '../../core/model/resources.ts';
import type { ViewContext } from './context.ts';

/** What containers used at rest and under load against what is declared, a row for each part; undefined without a load. */
export function resourcesView(context: ViewContext) {
  const { run, t } = context;
  if (!run.resources) return undefined;
  const { users, seconds, containers, missing } = run.resources;
  const doubles = new Set(run.ledger.flatMap(({ part, kind }) => (kind === 'double' ? [part] : [])));
  // The worker runs the API's image.
  const isDouble = ({ part }: ContainerResources): boolean => doubles.has(`dify-${part === 'worker' ? 'api' : part}`);
  return {
    legend: t('resources.legend', { users, seconds }),
    doubles: containers.some(isDouble) ? t('resources.doubles') : '',
    rows: containers.map((found) => rowView(found, isDouble(found), context)),
    missing,
  };
}

function rowView(found: ContainerResources, isDouble: boolean, { t, format }: ViewContext) {
  const { part, replicas, startSeconds, startAllowedSeconds, rest, load, limits, requests } = found;
  const cores = (value: number | undefined): string => (value === undefined ? '–' : milli(value));
  const bytes = (value: number | undefined): string => (value === undefined ? '–' : mib(value));
  const start = startSeconds === undefined ? '–' : format.duration(startSeconds * 1000);
  const allowed = startAllowedSeconds === undefined ? '' : ` / ${format.duration(startAllowedSeconds * 1000)}`;
  return {
    part,
    replicas: `×${replicas}`,
    start: `${start}${allowed}`,
    cpu: `${cores(rest.cores)} → ${cores(load.cores)}`,
    throttled: format.share(found.throttled),
    cpuDeclared: `${cores(requests.cores)} / ${cores(limits.cores)}`,
    memory: `${bytes(rest.bytes)} → ${bytes(load.bytes)}`,
    peak: bytes(found.peakBytes),
    memoryDeclared: `${bytes(requests.bytes)} / ${bytes(limits.bytes)}`,
    probes: found.probes.map((probe) => probeView(probe, { t, format })),
    advice: isDouble ? [] : adviceOn(found).map((advice) => adviceText(advice, t)),
    fits: t(isDouble ? 'resources.is-double' : 'resources.fits'),
  };
}

function probeView(
  { kind, restMs, loadMs, timeoutMs, failure }: ContainerResources['probes'][number],
  { t, format }: Pick<ViewContext, 't' | 'format'>,
): string {
  const times = [restMs, loadMs].map((ms) => (ms === undefined ? '–' : format.duration(ms))).join(' → ');
  const text = `${t(`resources.${kind}`)} ${times} / ${format.duration(timeoutMs)}`;
  return failure === undefined ? text : `${text} (${t('resources.probe-failed', { reason: failure })})`;
}

const adviceText = ({ setting, reason, value, measured }: Advice, t: ViewContext['t']): string =>
  t(`resources.advice.${reason}`, { setting, value, measured });
