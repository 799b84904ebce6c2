import { expect, test } from 'vitest';
import { renderHtml, renderMarkdown } from './render.ts';
import { sampleRun } from './testing/sample-run.ts';
import { viewContext } from './view/context.ts';
import { buildView } from './view/view.ts';

const { subject } = sampleRun();

test.each([renderHtml, renderMarkdown])('%o says that a variant was under test', (render) => {
  const variant = 'two-hosts (the console calls the other host)';
  const shown = (run = sampleRun()) => String(render(buildView(viewContext(run, 'en'))));
  expect(shown(sampleRun({ subject: { ...subject, variant } }))).toContain('a variant of the manifest set');
  expect(shown()).not.toContain('a variant of the manifest set');
});
