import { describe, expect, it } from 'vitest';
import { type CheckFile, orderChecks, orderFiles, verifyDependencies } from './order.ts';

const check = (id: string, dependsOn: string[] = [], expectedSeconds?: number) => ({
  id,
  dependsOn,
  ...(expectedSeconds === undefined ? {} : { expectedSeconds }),
});
const file = (name: string, ...checks: CheckFile['checks']): CheckFile => ({ file: name, checks });

describe('orderFiles', () => {
  it('keeps the given order where nothing depends on anything', () => {
    expect(orderFiles([file('b', check('1')), file('a', check('2'))])).toEqual(['b', 'a']);
  });

  it('puts a file after those that hold what its checks depend on', () => {
    const files = [
      file('a', check('last', ['middle'])),
      file('b', check('middle', ['first'])),
      file('c', check('first')),
    ];
    expect(orderFiles(files)).toEqual(['c', 'b', 'a']);
  });

  it('starts what takes long early, and what leads to it', () => {
    const files = [file('a', check('1')), file('b', check('long', ['way'], 30)), file('c', check('way'))];
    expect(orderFiles(files)).toEqual(['c', 'b', 'a']);
  });

  it('minds no check that is not among them', () => {
    expect(orderFiles([file('a', check('1', ['of another phase']))])).toEqual(['a']);
  });

  it('names a circle of checks', () => {
    const files = [file('a', check('1', ['2'])), file('b', check('2', ['3']), check('3', ['1']))];
    expect(() => orderFiles(files)).toThrow('in a circle: 1 → 2 → 3 → 1');
  });

  it('names a circle of files whose checks are in none', () => {
    const files = [file('a', check('1'), check('4', ['3'])), file('b', check('2', ['1']), check('3'))];
    expect(() => orderFiles(files)).toThrow('in a circle: a → b → a');
  });
});

it('orderChecks puts the checks of a file into order, and leaves others where they are', () => {
  expect(orderChecks([check('3', ['1']), check('2'), check('1')])).toEqual(['2', '1', '3']);
});

describe('verifyDependencies', () => {
  const smoke = { id: 'a', phase: 'smoke' } as const;

  it('names a dependency that is no check', () => {
    expect(() => verifyDependencies([{ ...smoke, dependsOn: ['gone'] }])).toThrow('a depends on gone');
  });

  it('refuses a dependency on a later phase, and takes one on an earlier one', () => {
    const load = { id: 'b', phase: 'load' } as const;
    expect(() => verifyDependencies([{ ...smoke, dependsOn: ['b'] }, load])).toThrow('runs later (load)');
    expect(() => verifyDependencies([smoke, { ...load, dependsOn: ['a'] }])).not.toThrow();
  });
});
