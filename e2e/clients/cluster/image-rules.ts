const FLOATING = /^latest$/;
const PLACEHOLDER = /my-docker-registry|custom-v\d+$|your-|example\.com/;

/**
 * @param images Deployment → image.
 * @param same Deployments that must run the same image.
 * @returns the problems, one line each.
 */
export function imageProblems(images: ReadonlyMap<string, string>, same: readonly string[]): string[] {
  const problems = [...images].flatMap(([deployment, image]) => problemsOf(deployment, image));
  const versions = new Set(same.map((deployment) => images.get(deployment)));
  if (versions.size > 1) problems.push(`${same.join(' and ')} run different images: ${[...versions].join(', ')}`);
  return problems;
}

function problemsOf(deployment: string, image: string): string[] {
  const tag = /(?:@sha256:|:)([^/:@]+)$/.exec(image)?.[1];
  if (PLACEHOLDER.test(image)) return [`${deployment} still has the placeholder image ${image}`];
  if (tag === undefined) return [`${deployment}: image ${image} has no tag, so it floats`];
  return FLOATING.test(tag) ? [`${deployment}: image ${image} floats`] : [];
}
