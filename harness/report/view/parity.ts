import { PARITY_STATES, type ParityCell, type ParityService, type ParitySide } from '../../core/model/parity.ts';
import type { ViewContext } from './context.ts';

/** Service × variable; undefined if the run had no Compose deployment to compare with. */
export function parityView(context: ViewContext) {
  const { run, t } = context;
  if (!run.parity) return undefined;
  const { services, composeFile } = run.parity;
  const cells = services.flatMap((service) => service.cells);
  const variables = [...new Set(cells.map(({ variable }) => variable))].sort();
  const lookups = services.map(({ cells: mine }) => new Map(mine.map((cell) => [cell.variable, cell])));
  return {
    legend: t('parity.legend', { file: composeFile }),
    services: services.map((service) => serviceView(service, context)),
    states: PARITY_STATES.map((state) => ({
      state,
      label: t(`parity.state.${state}`),
      count: cells.filter((cell) => cell.state === state).length,
    })).filter(({ count }) => count > 0),
    rows: variables.map((variable) => rowView(variable, services, lookups, context)),
  };
}

function serviceView({ part, compose, workload }: ParityService, { t }: ViewContext) {
  return {
    part,
    missing: [...(compose ? [] : [t('parity.no-compose')]), ...(workload ? [] : [t('parity.no-workload')])].join('; '),
  };
}

function rowView(
  variable: string,
  services: readonly ParityService[],
  lookups: readonly ReadonlyMap<string, ParityCell>[],
  context: ViewContext,
) {
  const cells = services.map(({ part }, index) => cellView(part, lookups[index]?.get(variable), context));
  const there = cells.filter((cell) => cell !== undefined);
  return {
    variable,
    cells,
    states: [...new Set(there.map(({ state }) => state))],
    details: there,
    text: [variable, ...there.flatMap(({ part, words }) => [part, words])].join(' ').toLowerCase(),
  };
}

function cellView(part: string, cell: ParityCell | undefined, { t }: ViewContext) {
  if (!cell) return undefined;
  const { state, reason = '' } = cell;
  const [compose, kubernetes] = [sideView(cell.compose), sideView(cell.kubernetes)];
  const label = t(`parity.state.${state}`);
  const words = [compose.value, kubernetes.value, compose.source, kubernetes.source, label, reason].join(' ');
  // Equal values are shown inconspicuously; everything else is spelled out.
  return { part, state, label, short: state === 'same' ? '=' : label, reason, compose, kubernetes, words };
}

function sideView(side: ParitySide | undefined) {
  if (!side) return { there: false, value: '', source: '', place: '' };
  return { there: true, value: side.value ?? '', source: side.source, place: `${side.file}:${side.line}` };
}
