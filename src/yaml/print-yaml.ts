import {
  DEFAULT_SCALAR_STYLE_RULES,
  DUMP_SCHEMA,
  dump,
  intYaml11Tag,
  SCALAR_STYLE,
  type ScalarLayout,
} from 'js-yaml';
import { compareBytes } from '../bytes/text.ts';
import { resolvePlain } from './values/resolve.ts';

/** js-yaml's own, and bigints are whole numbers. */
const SCHEMA = DUMP_SCHEMA.withTags({
  ...intYaml11Tag,
  identify: (value: unknown) => typeof value === 'bigint' || intYaml11Tag.identify(value),
});

/**
 * A value as YAML, in the style of sigs.k8s.io/yaml: keys sorted, two spaces, lists not indented. The kubelet
 * reads the same value from it: what YAML 1.1 takes for something else than a string is quoted.
 */
export function printYaml(value: unknown): string {
  return dump(value, {
    schema: SCHEMA,
    sortKeys: compareBytes,
    seqNoIndent: true,
    lineWidth: -1,
    noRefs: true,
    quoteStyle: 'double',
    scalarStyleRules: [quoteForYaml11, ...Object.values(DEFAULT_SCALAR_STYLE_RULES)],
  });
}

const STRING_TAG = 'tag:yaml.org,2002:str';

/** Quotes a string that go-yaml would not read as that string. */
function quoteForYaml11(layout: ScalarLayout): void {
  const { tag, value } = layout.node;
  if (layout.style !== SCALAR_STYLE.PLAIN || tag !== STRING_TAG) return;
  if (resolvePlain(value).kind !== 'str' || value === '<<') layout.style = SCALAR_STYLE.DOUBLE_QUOTED;
}
