import { access, readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { UsageError } from '../../core/errors.ts';
import { type Recipe, recipeSchema } from './recipe-schema.ts';

const FILE = 'recipe.yaml';

/** Reads recipes, each only once. */
export interface RecipeBook {
  /** @throws UsageError `RECIPE_INVALID` with every mistake in the file and its line. */
  recipe(name: string): Promise<Recipe>;
  /** @returns the recipe after all recipes it depends on. @throws UsageError `RECIPE_INVALID`, also for a cycle. */
  withBases(name: string): Promise<readonly Recipe[]>;
  /** Names of all recipes, sorted. */
  names(): Promise<readonly string[]>;
}

/** @param recipesDir directory with one subdirectory per recipe. */
export function recipeBook(recipesDir: string): RecipeBook {
  const read = new Map<string, Promise<Recipe>>();
  const recipe = (name: string): Promise<Recipe> => {
    const known = read.get(name) ?? readRecipe(recipesDir, name);
    read.set(name, known);
    return known;
  };
  return {
    recipe,
    withBases: (name) => closure(recipe, name),
    names: () => recipeNames(recipesDir),
  };
}

/** @returns an absolute path for a path in a recipe: relative to the recipe's directory with a leading ".", otherwise to the repository. */
export function recipePath(recipe: Recipe, path: string): string {
  return path.startsWith('.') ? resolve(recipe.dir, path) : resolve(dirname(dirname(dirname(recipe.dir))), path);
}

/** @returns the recipe after all recipes it depends on. @throws UsageError `RECIPE_INVALID` for a cycle. */
export async function closure(
  load: RecipeBook['recipe'],
  name: string,
  above: readonly string[] = [],
): Promise<Recipe[]> {
  const chain = [...above, name];
  if (above.includes(name)) throw invalid(`the recipes form a cycle: ${chain.join(' → ')}`, []);
  const recipe = await load(name);
  const needed = recipe.layers.flatMap((layer) => (layer.kind === 'archive' ? Object.values(layer.images) : []));
  const below = await Promise.all(
    [...new Set(recipe.base ? [recipe.base, ...needed] : needed)].map((inner) => closure(load, inner, chain)),
  );
  return [...new Set([...below.flat(), recipe])];
}

async function recipeNames(recipesDir: string): Promise<string[]> {
  const folders = (await readdir(recipesDir, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const names = await Promise.all(
    folders.map(async ({ name }) => ((await exists(join(recipesDir, name, FILE))) ? [name] : [])),
  );
  return names.flat().sort();
}

async function readRecipe(recipesDir: string, name: string): Promise<Recipe> {
  const dir = resolve(recipesDir, name);
  const file = join(dir, FILE);
  const shown = relative(process.cwd(), file);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    throw invalid(`unknown recipe "${name}"`, [
      `${shown} is missing`,
      `known: ${(await recipeNames(recipesDir)).join(', ')}`,
    ]);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: true });
  if (document.errors.length > 0) {
    throw invalid(
      `${shown} is not YAML`,
      document.errors.map((e) => `${shown}:${e.linePos?.[0].line ?? 1}: ${e.message}`),
    );
  }
  const parsed = recipeSchema.safeParse(document.toJS() ?? {});
  const at = (path: readonly PropertyKey[]): string => `${shown}:${lineOf(document, lines, path)}`;
  const problems = parsed.success
    ? clashes(parsed.data.layers, at)
    : parsed.error.issues.map((issue) => problemLine(issue, at));
  if (!parsed.success || problems.length > 0) throw invalid(`${shown} has ${problems.length} mistake(s)`, problems);
  return { ...parsed.data, name, dir, dockerfile: 'Dockerfile' };
}

function problemLine(issue: z.core.$ZodIssue, at: (path: readonly PropertyKey[]) => string): string {
  return `${at(issue.path)}: ${issue.path.join('.') || 'recipe'}: ${issue.message}`;
}

/** Two layers of the same name would overwrite each other in the build context. */
function clashes(layers: Recipe['layers'], at: (path: readonly PropertyKey[]) => string): string[] {
  return layers.flatMap((layer, index) =>
    layers.findIndex((other) => other.name === layer.name) < index || layer.name === 'Dockerfile'
      ? [`${at(['layers', index, 'name'])}: layers.${index}.name: "${layer.name}" is already used`]
      : [],
  );
}

/** Line of the deepest existing node on the path: a missing key is reported where it belongs. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function invalid(message: string, details: readonly string[]): UsageError {
  return new UsageError({
    code: 'RECIPE_INVALID',
    message,
    details,
    hint: 'correct the recipe; its schema is harness/provision/images/recipe-schema.ts',
  });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
