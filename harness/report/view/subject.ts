import type { ViewContext } from './context.ts';

/** What was deployed and tested, by whom and when: label and value; `full` where the value is shortened. */
export function subjectView({ run, t, format }: ViewContext) {
  const { subject } = run;
  const versions = [
    `Dify ${subject.difyVersion}`,
    ...(subject.kubernetes ? [`Kubernetes ${subject.kubernetes}`] : []),
    `dify-e2e ${run.harnessVersion}`,
  ];
  const when = `${format.instant(run.startedAt)} · ${format.duration(run.durationMs)}`;
  const rows: readonly (readonly [label: string, value: string | undefined, digest?: string | undefined])[] = [
    [t('subject.manifests'), subject.manifests, subject.manifestsDigest],
    [t('subject.variant'), subject.variant],
    [t('subject.versions'), versions.join(' · ')],
    [t('subject.cluster'), subject.cluster],
    [t('subject.hosts'), [subject.namespace, ...subject.hosts].join(' · ')],
    [t('subject.config'), subject.config?.file, subject.config?.digest],
    [t('subject.git'), subject.git],
    [t('subject.date'), when],
    [t('subject.run'), [t(`profile.${run.profile}`), subject.startedBy].filter(Boolean).join(' · ')],
  ];
  return rows.flatMap(([label, value, digest]) =>
    value ? [{ label, value, digest: digest ? shortDigest(digest) : '', full: digest ?? '' }] : [],
  );
}

/** The images of the deployment, the doubles first; none in records of versions that did not keep them. */
export function imagesView({ run, t }: ViewContext) {
  return (run.subject.images ?? [])
    .toSorted((a, b) => Number(b.double ?? false) - Number(a.double ?? false) || (a.ref < b.ref ? -1 : 1))
    .map(({ ref, source, double, digest }) => ({
      ...{ ref, source, full: digest, digest: shortDigest(digest) },
      kind: double ? 'double' : source === 'packages' ? 'substitute' : 'real',
      kindText: double
        ? t('ledger.kind.double')
        : source === 'packages'
          ? t('ledger.kind.substitute')
          : t('image.real'),
    }));
}

const shortDigest = (digest: string): string => digest.replace(/^sha256:/, '').slice(0, 12);
