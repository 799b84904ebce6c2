import { describe, expect, it } from 'vitest';
import { type CheckFile, orderChecks, orderFiles, verifyDependencies } from './order.ts';

const check = (id: string, dependsOn: string[] = [], expectedSeconds?: number) => ({
  id,
  dependsOn,
  ...(expectedSeconds === undefined ? {} : { expectedSeconds }),
});
const file = (name: string, ...checks: CheckFile['checks']): CheckFile => ({ file: name, checks });

describe('orderFiles', () => {
  it('keeps the given order if there are no dependencies', () => {
    expect(orderFiles([file('b', check('1')), file('a', check('2'))])).toEqual(['b', 'a']);
  });

  it('puts a file after those with the checks it depends on', () => {
    const files = [
      file('a', check('last', ['middle'])),
      file('b', check('middle', ['first'])),
      file('c', check('first')),
    ];
    expect(orderFiles(files)).toEqual(['c', 'b', 'a']);
  });

  it('starts long checks and their dependencies early', () => {
    const files = [file('a', check('1')), file('b', check('long', ['way'], 30)), file('c', check('way'))];
    expect(orderFiles(files)).toEqual(['c', 'b', 'a']);
  });

  it('ignores dependencies that are not among them', () => {
    expect(orderFiles([file('a', check('1', ['of another phase']))])).toEqual(['a']);
  });

  it('names a cycle of checks', () => {
    const files = [file('a', check('1', ['2'])), file('b', check('2', ['3']), check('3', ['1']))];
    expect(() => orderFiles(files)).toThrow('in a cycle: 1 → 2 → 3 → 1');
  });

  it('names a cycle of files whose checks have none', () => {
    const files = [file('a', check('1'), check('4', ['3'])), file('b', check('2', ['1']), check('3'))];
    expect(() => orderFiles(files)).toThrow('in a cycle: a → b → a');
  });
});

it('orderChecks sorts the checks of a file, and leaves others where they are', () => {
  expect(orderChecks([check('3', ['1']), check('2'), check('1')])).toEqual(['2', '1', '3']);
});

describe('verifyDependencies', () => {
  const smoke = { id: 'a', phase: 'smoke' } as const;

  it('names a dependency that does not exist', () => {
    expect(() => verifyDependencies([{ ...smoke, dependsOn: ['gone'] }])).toThrow('a depends on gone');
  });

  it('refuses a dependency on a later phase, and accepts one on an earlier phase', () => {
    const load = { id: 'b', phase: 'load' } as const;
    expect(() => verifyDependencies([{ ...smoke, dependsOn: ['b'] }, load])).toThrow('runs later (load)');
    expect(() => verifyDependencies([smoke, { ...load, dependsOn: ['a'] }])).not.toThrow();
  });
});
