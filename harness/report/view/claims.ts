import { type ClaimState, claimStates } from '../../core/model/claim-states.ts';
import { sectionOf } from '../../core/model/claims.ts';
import { en, type MessageKey } from '../messages/en.ts';
import { claimText } from '../messages/translate.ts';
import { partText, type ViewContext } from './context.ts';

/** Claims by section of the deployment description, those of the harness last. */
export function sectionsView(context: ViewContext) {
  const states = claimStates(context.run);
  const sections = [...new Set(states.map((state) => sectionOf(state.claim)))].sort(compareSections);
  return sections.map((section) => ({
    title: sectionTitle(section, context),
    claims: states.filter((state) => sectionOf(state.claim) === section).map((state) => claimView(state, context)),
  }));
}

function claimView(state: ClaimState, context: ViewContext) {
  const { t, language } = context;
  const { claim, status } = state;
  const leaned = state.leanedOn.map((part) => partText(part, context)).join(', ');
  return {
    id: claim.id,
    section: claim.section,
    text: claimText(claim, language),
    origin: t(`claim-origin.${claim.state}`),
    status,
    label: t(`claim-status.${status}`),
    ...checksOf(state, context),
    reasons: [...state.reasons, ...state.blockers.map((by) => t('check.blocked-by', { by }))],
    remarks: [
      ...(leaned ? [t('claim.leaned', { parts: leaned })] : []),
      ...(status === 'not-covered' ? [t('claim.not-covered')] : []),
      ...(['not-covered', 'not-applicable', 'decided'].includes(status)
        ? []
        : state.missing.map((half) => t(`claim.missing.${half}`))),
    ],
  };
}

/** Static checks that passed are only counted: there are many. */
function checksOf({ checks }: ClaimState, { run, t }: ViewContext) {
  const passed = new Set(
    run.checks.filter(({ phase, result }) => phase === 'static' && result.state === 'passed').map(({ id }) => id),
  );
  const count = checks.filter((id) => passed.has(id)).length;
  return { checks: checks.filter((id) => !passed.has(id)), staticText: count > 0 ? t('claims.static', { count }) : '' };
}

/** @returns the section's title in the reader's language. */
export function sectionTitle(section: string, { t }: ViewContext): string {
  const key = `section.${section}`;
  return key in en ? t(key as MessageKey) : t('section.other', { section });
}

/** 9.1 before 10.2; `–` last. */
export function compareSections(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '–' || b === '–') return a === '–' ? 1 : -1;
  return a.localeCompare(b, 'en', { numeric: true });
}
