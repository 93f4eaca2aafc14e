import { describe, expect, it } from 'vitest';
import { rulesAnswer } from '../../src/answers/rules.ts';
import { rulesText } from '../../src/report/text/rules.ts';
import { PLAIN } from '../../src/report/text/style.ts';
import { rules } from '../../src/rules/index.ts';

const answer = rulesAnswer(rules);

describe('the list of rules', () => {
  it('has a line for each where nothing says how wide it may be', () => {
    expect(rulesText(answer, PLAIN)).toHaveLength(rules.length + 1);
  });

  it('keeps to the columns of a terminal, and loses no word', () => {
    const lines = rulesText(answer, PLAIN, 80);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    const words = lines.join(' ').replace(/ +/g, ' ');
    for (const { summary } of rules) expect(words).toContain(summary);
  });
});
