import { describe, expect, it } from 'vitest';
import { versionsCountLine } from '../../src/report/text/lint-versions.ts';
import { PLAIN } from '../../src/report/text/style.ts';
import { found, SAMPLE } from './sample-report.ts';

const [first] = SAMPLE.answer.files;
const warning = found('warning', ['a.yaml', 1, 1, 2], 'so it is');
const other = found('error', ['a.yaml', 2, 1, 2], 'so it is in one of them');
const run = { starts: null, stage: null, error: null };
const sound = { ...first!, verdict: 'runs' as const, diagnostics: [warning] };

describe('the last line about several kubelets', () => {
  it('counts what they find once, and what is not reported', () => {
    const suppressed = [
      { diagnostic: warning, by: 'comment' as const },
      { diagnostic: other, by: 'baseline' as const },
    ];
    const runs = [
      { ...run, kubeletVersion: '1.34', files: [{ ...sound, suppressed }], diagnostics: [] },
      { ...run, kubeletVersion: '1.37', files: [{ ...sound, suppressed }], diagnostics: [other] },
    ];
    expect(versionsCountLine(runs, 0, PLAIN)).toBe(
      '1 file, all with one verdict: 1.34, 1.37 refuse none; 1 error, 1 warning, 1 suppressed, 1 in the baseline',
    );
  });

  it('says nothing of verdicts where there is no file', () => {
    const runs = ['1.34', '1.37'].map((kubeletVersion) => ({
      ...run,
      kubeletVersion,
      files: [],
      diagnostics: [other],
    }));
    expect(versionsCountLine(runs, 0, PLAIN)).toBe('0 files; 1 error, 0 warnings');
  });
});
