import { patternMatcher } from './pattern.ts';
import { PACKAGE_NAMES } from './rules.ts';

/** The paragraphs of a dpkg status file that tell a kubelet's version; empty lines within count for nothing. */
export function selectPackages(text: string): string {
  const isWanted = patternMatcher(PACKAGE_NAMES.map((name) => `Package: ${name}`));
  const paragraphs: string[] = [];
  let current = false;
  for (const line of text.replaceAll('\0', '').split('\n')) {
    if (line === '') continue;
    if (line.startsWith('Package:')) {
      current = isWanted(line);
      if (current) paragraphs.push('');
    }
    if (current) paragraphs[paragraphs.length - 1] += `${line}\n`;
  }
  return paragraphs.join('\n');
}
