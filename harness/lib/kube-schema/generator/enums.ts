const FUNCTION = /^func schema_(\w+)\(ref /;
const PROPERTY = /^\t{5}"([^"]+)": \{$/;
const ENUM = /^\s+Enum:\s+\[\]interface\{\}\{(.+)\},$/;

/**
 * Reads the enums of Kubernetes from its generated Go code: the published OpenAPI documents omit them.
 * @param goCode text of `pkg/generated/openapi/zz_generated.openapi.go`.
 * @returns `core_v1_Container.imagePullPolicy` → its values, sorted as Kubernetes sorts them. The first part ends as the
 *   definition's name does, with `_` for dots.
 */
export function enumsIn(goCode: string): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  let definition = '';
  let property = '';
  for (const line of goCode.split('\n')) {
    definition = FUNCTION.exec(line)?.[1]?.split('_').slice(-3).join('_') ?? definition;
    property = PROPERTY.exec(line)?.[1] ?? property;
    const values = ENUM.exec(line)?.[1];
    if (values !== undefined) found.set(`${definition}.${property}`, JSON.parse(`[${values}]`) as string[]);
  }
  return found;
}
